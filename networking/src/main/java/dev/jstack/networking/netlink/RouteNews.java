package dev.jstack.networking.netlink;

import dev.jstack.networking.address.Subnet;
import dev.jstack.networking.netlink.News.Meaning;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.util.function.Predicate;

/**
 * Tells when routes come or go. A device that comes up, such as a VPN's, is heard of by its routes:
 * without any it is in nobody's way.
 */
public final class RouteNews implements AutoCloseable {
  private static final int IPV4_ROUTES = 7;
  private static final int IPV6_ROUTES = 11;
  private static final int NEW_ROUTE = 24;
  private static final int DELETE_ROUTE = 25;

  private final News news;

  private RouteNews(News news) {
    this.news = news;
  }

  /**
   * Listens in the network namespace of the calling thread.
   *
   * @param concerned whether a route to there is a reason to look; asked often, so it must be quick
   * @param look has to find out what there is now: news may have been lost
   */
  public static RouteNews listen(Predicate<Subnet> concerned, Runnable look) {
    return listen(News.of(NetlinkSocket.Protocol.ROUTE, IPV4_ROUTES, IPV6_ROUTES), concerned, look);
  }

  static RouteNews listen(News.Source source, Predicate<Subnet> concerned, Runnable look) {
    return new RouteNews(
        News.listen(
            "route news",
            source,
            Meaning.NOTHING,
            reply -> isAbout(reply, concerned) ? Meaning.PERHAPS : Meaning.NOTHING,
            _ -> look.run()));
  }

  private static boolean isAbout(Reply reply, Predicate<Subnet> concerned) {
    return (reply.type() == NEW_ROUTE || reply.type() == DELETE_ROUTE)
        && concerned.test(Rtnetlink.route(reply.body()).destination());
  }

  @Override
  public void close() {
    news.close();
  }
}
