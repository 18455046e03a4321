package dev.jstack.networking;

import dev.jstack.networking.netlink.Links;
import dev.jstack.networking.netlink.Request;
import dev.jstack.networking.netlink.Rtnetlink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Deletes links. The kernel waits for all readers once for each deletion, so what is asked for
 * while one deletion runs is deleted together by the next, as one group. A thread of its own does
 * the waiting.
 */
final class Demolition implements AutoCloseable {
  private final Rtnetlink host;
  private final int group;
  private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final Thread thread;

  private record Job(List<String> links, CompletableFuture<Void> done) {}

  /** {@code group}: a link group that nobody else uses. */
  Demolition(Rtnetlink host, int group) {
    this.host = host;
    this.group = group;
    thread = Thread.ofPlatform().daemon().name("demolition").start(this::work);
  }

  /** Returns when these links are gone; one that is gone already is fine. */
  void delete(Collection<String> links) {
    if (links.isEmpty()) {
      return;
    }
    var job = new Job(List.copyOf(links), new CompletableFuture<>());
    jobs.add(job);
    try {
      job.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void work() {
    try {
      while (true) {
        var batch = new ArrayList<Job>();
        batch.add(jobs.take());
        jobs.drainTo(batch);
        delete(batch);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void delete(List<Job> batch) {
    var requests = new ArrayList<Request>();
    batch.forEach(job -> job.links.forEach(link -> requests.add(Links.group(link, group))));
    requests.add(Links.deleteGroup(group));
    try {
      host.run(requests);
      batch.forEach(job -> job.done.complete(null));
    } catch (RuntimeException e) {
      batch.forEach(job -> job.done.completeExceptionally(e));
    }
  }
}
