package dev.jstack.runtime.launch;

import dev.jstack.runtime.launch.SeccompRule.Comparison;
import dev.jstack.runtime.launch.SeccompRule.Condition;
import java.util.List;
import java.util.stream.Stream;

/**
 * The calls that 32-bit programs can also make through socketcall(2), where a filter can't see
 * their arguments: what a profile denies for some arguments is denied for all there.
 */
final class SocketCalls {
  static final String MULTIPLEXER = "socketcall";

  /** By their numbers there, from 1 (linux/net.h). */
  private static final List<String> NAMES =
      List.of(
          "socket",
          "bind",
          "connect",
          "listen",
          "accept",
          "getsockname",
          "getpeername",
          "socketpair",
          "send",
          "recv",
          "sendto",
          "recvfrom",
          "shutdown",
          "setsockopt",
          "getsockopt",
          "sendmsg",
          "recvmsg",
          "accept4",
          "recvmmsg",
          "sendmmsg");

  private SocketCalls() {}

  /** The same rule about the same calls, made by the multiplexer. */
  static Stream<SeccompRule> of(SeccompRule rule) {
    return rule.names().stream()
        .filter(NAMES::contains)
        .map(name -> new Condition(0, Comparison.EQ, NAMES.indexOf(name) + 1L, 0))
        .map(condition ->
            new SeccompRule(List.of(MULTIPLEXER), rule.action(), List.of(condition), rule.scope()));
  }
}
