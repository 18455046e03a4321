package dev.jstack.cli.frame;

import dev.jstack.engine.CancelledException;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.container.Container;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** Does the same with several containers at once; names are printed in the order given. */
public final class Together {
  private final Session session;

  public Together(Session session) {
    this.session = session;
  }

  /** The exit code: 1 if any failed. */
  public int run(List<String> names, Function<Container, CompletableFuture<?>> action) {
    Map<String, CompletableFuture<?>> running = new LinkedHashMap<>();
    for (String name : names) {
      running.put(name, begin(name, action));
    }
    int code = ExitCode.OK;
    for (Map.Entry<String, CompletableFuture<?>> one : running.entrySet()) {
      try {
        one.getValue().get();
        session.out().println(one.getKey());
      } catch (ExecutionException e) {
        code = new Errors(session).report(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        throw new CancelledException(e);
      }
    }
    return code;
  }

  private CompletableFuture<?> begin(
      String name, Function<Container, CompletableFuture<?>> action) {
    try {
      return action.apply(session.engine().containers().require(name));
    } catch (JstackException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
