package dev.jstack.runtime.registry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks one registry: answers its challenges, and tries again what may only have gone wrong now. */
final class Transport {
  private final Wire wire;
  private final Authorization authorization;
  private final Backoff backoff;

  Transport(Wire wire, Authorization authorization, Backoff backoff) {
    this.wire = wire;
    this.authorization = authorization;
    this.backoff = backoff;
  }

  Backoff backoff() {
    return backoff;
  }

  /** The answer, whatever its status; the caller closes it. */
  Reply send(Call call) {
    try {
      return sendPatiently(call);
    } catch (InterruptedIOException e) {
      throw new RegistryException(0, "interrupted", null, e);
    } catch (IOException e) {
      throw new RegistryException(0, Failures.reason(e), null, e);
    }
  }

  private Reply sendPatiently(Call call) throws IOException {
    for (int failures = 1; ; failures++) {
      boolean last = failures >= backoff.tries() || !call.repeatable();
      try {
        var reply = sendAuthorized(call);
        var wait = wait(reply, failures);
        if (last
            || !RegistryException.isTransient(reply.status())
            || wait.compareTo(backoff.longest()) > 0) {
          return reply;
        }
        reply.close();
        Backoff.pause(wait);
      } catch (IOException e) {
        if (last || !RegistryException.mayPass(e)) {
          throw e;
        }
        Backoff.pause(backoff.after(failures));
      }
    }
  }

  private Duration wait(Reply reply, int failures) {
    return Backoff.asked(reply.headers(), Instant.now()).orElse(backoff.after(failures));
  }

  private Reply sendAuthorized(Call call) throws IOException {
    var reply = wire.send(with(call, authorization.header(call.scope())));
    for (int answers = 0; reply.status() == 401 && answers < 2 && call.repeatable(); answers++) {
      var challenges = Challenge.parse(reply.headers().allValues("www-authenticate"));
      if (answers == 1 && !insufficient(challenges)) {
        return reply;
      }
      var header = authorization.answer(challenges, call.scope());
      if (header.isEmpty()) {
        return reply;
      }
      reply.close();
      reply = wire.send(with(call, header));
    }
    return reply;
  }

  private static boolean insufficient(List<Challenge> challenges) {
    return challenges.stream()
        .anyMatch(challenge -> challenge.parameter("error").equals("insufficient_scope"));
  }

  private static Call with(Call call, Optional<String> header) {
    return header.map(text -> call.with("Authorization", text)).orElse(call);
  }
}
