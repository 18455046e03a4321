package dev.jstack.networking.netlink;

import dev.jstack.networking.netlink.News.Meaning;
import dev.jstack.runtime.linux.NetlinkSocket;
import java.util.Set;

/**
 * Tells when somebody else deletes an nf_tables table or something in it: a {@code flush ruleset},
 * a {@code flush table}, a firewall that reloads. It has somebody look every ten seconds, too,
 * whatever the news are: so nothing depends on one message.
 */
public final class TableNews implements AutoCloseable {
  private static final int NFTABLES_GROUP = 7;
  private static final int NFTABLES = 10 << 8;
  private static final int DELETE_TABLE = 2;
  private static final int DELETE_CHAIN = 5;
  private static final int DELETE_RULE = 8;
  private static final int DELETE_SET = 11;
  private static final int DELETE_ELEMENT = 14;

  private static final Set<Integer> DELETIONS =
      Set.of(DELETE_TABLE, DELETE_CHAIN, DELETE_RULE, DELETE_SET, DELETE_ELEMENT);

  private static final int HEADER_BYTES = 4;

  /** The same in all of these messages. */
  private static final int TABLE_NAME = 1;

  private final News news;

  private TableNews(News news) {
    this.news = news;
  }

  /** Is told whether something is gone for certain; otherwise it has to look itself. */
  public interface Look {
    void look(boolean certain);
  }

  /**
   * Listens in the network namespace of the calling thread.
   *
   * @param own who may delete there: {@link Nfnetlink#port}
   */
  public static TableNews listen(String table, int own, Look look) {
    return listen(News.of(NetlinkSocket.Protocol.NETFILTER, NFTABLES_GROUP), table, own, look);
  }

  static TableNews listen(News.Source source, String table, int own, Look look) {
    return new TableNews(
        News.listen(
            "nftables news",
            source,
            Meaning.PERHAPS,
            reply -> isLoss(reply, table, own) ? Meaning.CERTAIN : Meaning.NOTHING,
            heard -> look.look(heard == Meaning.CERTAIN)));
  }

  private static boolean isLoss(Reply reply, String table, int own) {
    return reply.port() != own
        && DELETIONS.contains(reply.type() - NFTABLES)
        && Attributes.read(reply.body().position(HEADER_BYTES))
            .text(TABLE_NAME)
            .filter(table::equals)
            .isPresent();
  }

  @Override
  public void close() {
    news.close();
  }
}
