package dev.jstack.networking.netlink;

import dev.jstack.runtime.linux.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether a chain ends with a rule that drops or rejects all that came so far: firewalld's do. */
final class LastRule {
  private static final int GET_RULE = 10 << 8 | 7;
  private static final int HEADER_BYTES = 4;
  private static final int RULE_TABLE = 1;
  private static final int RULE_CHAIN = 2;
  private static final int RULE_EXPRESSIONS = 4;
  private static final int EXPRESSION_NAME = 1;
  private static final int EXPRESSION_DATA = 2;
  private static final int IMMEDIATE_DATA = 2;
  private static final int DATA_VERDICT = 2;
  private static final int VERDICT_CODE = 1;
  private static final int DROP = 0;

  /** What decides nothing about a packet. */
  private static final Set<String> SILENT = Set.of("counter", "log");

  private LastRule() {}

  static boolean refusesAll(
      NetlinkSocket socket, int sequence, int family, String table, String chain) {
    var message = new NetlinkMessage(GET_RULE, Request.REQUEST | Request.DUMP);
    message.u8(family).u8(0).u16(0);
    message.attributeText(RULE_TABLE, table).attributeText(RULE_CHAIN, chain);
    socket.send(message.finish(sequence));
    var rules = new ArrayList<List<Attributes>>();
    Reply.dump(socket, sequence, "list rules", body -> rules.add(expressions(body)));
    return !rules.isEmpty() && refuses(rules.getLast());
  }

  private static List<Attributes> expressions(ByteBuffer body) {
    return Attributes.read(body.position(HEADER_BYTES))
        .bytes(RULE_EXPRESSIONS)
        .map(Attributes::list)
        .orElse(List.of());
  }

  private static boolean refuses(List<Attributes> rule) {
    var deciding =
        rule.stream().filter(e -> !SILENT.contains(e.text(EXPRESSION_NAME).orElse(""))).toList();
    return deciding.size() == 1 && isRefusal(deciding.getFirst());
  }

  private static boolean isRefusal(Attributes expression) {
    return switch (expression.text(EXPRESSION_NAME).orElse("")) {
      case "reject" -> true;
      case "immediate" ->
          expression
              .bytes(EXPRESSION_DATA)
              .flatMap(data -> Attributes.of(data).bytes(IMMEDIATE_DATA))
              .flatMap(value -> Attributes.of(value).bytes(DATA_VERDICT))
              .flatMap(verdict -> Attributes.of(verdict).bytes(VERDICT_CODE))
              .filter(code -> ByteBuffer.wrap(code).getInt() == DROP)
              .isPresent();
      default -> false;
    };
  }
}
