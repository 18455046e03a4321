package dev.jstack.networking.firewall;

import dev.jstack.networking.netlink.NetlinkMessage;
import dev.jstack.networking.netlink.Nfnetlink.Change;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A table while it is written, as messages of nf_tables (linux/netfilter/nf_tables.h). */
final class Table {
  private static final int NEW_TABLE = 0;
  private static final int DELETE_TABLE = 2;
  private static final int NEW_CHAIN = 3;
  private static final int NEW_RULE = 6;
  private static final int NEW_SET = 9;
  private static final int NEW_ELEMENT = 12;
  private static final int DELETE_ELEMENT = 14;
  private static final int MAP = 8;
  private static final int LIST_ITEM = 1;

  /** A note for {@code nft list}: type, length, value; the kernel only keeps it. */
  private static final byte[] HOST_ENDIAN_KEY =
      ByteBuffer.allocate(6)
          .order(ByteOrder.nativeOrder())
          .put((byte) 0)
          .put((byte) 4)
          .putInt(1)
          .array();

  private static final int DATA_VALUE = 1;

  /** An attribute's length has 16 bits; an element takes less than 100 bytes. */
  private static final int MOST_ELEMENTS = 500;

  private final String name;
  private final int family;
  private final List<Change> changes = new ArrayList<>();

  Table(String name, int family) {
    this.name = name;
    this.family = family;
  }

  List<Change> changes() {
    return changes;
  }

  /** How many rules it gets. */
  long rules() {
    return changes.stream().filter(change -> change.type() == NEW_RULE).count();
  }

  /** Deletes the table; there need not be one. */
  Table delete() {
    create();
    changes.add(Change.delete(DELETE_TABLE, family, m -> m.attributeText(1, name)));
    return this;
  }

  Table create() {
    changes.add(Change.create(NEW_TABLE, family, m -> m.attributeText(1, name)));
    return this;
  }

  /** A chain to jump to. */
  Table chain(String chain) {
    changes.add(
        Change.create(NEW_CHAIN, family, m -> m.attributeText(1, name).attributeText(3, chain)));
    return this;
  }

  /** A chain that the kernel calls; {@code type}: filter or nat. */
  Table chain(String chain, String type, int hook, int priority) {
    changes.add(
        Change.create(
            NEW_CHAIN,
            family,
            m ->
                m.attributeText(1, name)
                    .attributeText(3, chain)
                    .nested(4, h -> h.attributeBe32(1, hook).attributeBe32(2, priority))
                    .attributeText(7, type)));
    return this;
  }

  Table set(String set, Field... key) {
    return set(set, List.of(key), List.of());
  }

  /** Types are for {@code nft list}; the kernel only cares for their lengths. */
  Table set(String set, List<Field> key, List<Field> data) {
    int id = changes.size();
    changes.add(
        Change.create(
            NEW_SET,
            family,
            m -> {
              m.attributeText(1, name).attributeText(2, set);
              m.attributeBe32(3, data.isEmpty() ? 0 : MAP);
              m.attributeBe32(4, Field.number(key)).attributeBe32(5, Field.bytes(key));
              if (!data.isEmpty()) {
                m.attributeBe32(6, Field.number(data)).attributeBe32(7, Field.bytes(data));
              }
              m.attributeBe32(10, id);
              if (key.getFirst() == Field.LINK) {
                m.attribute(13, HOST_ENDIAN_KEY);
              }
            }));
    return this;
  }

  Table rule(String chain, Expression... expressions) {
    changes.add(
        Change.append(
            NEW_RULE,
            family,
            m ->
                m.attributeText(1, name)
                    .attributeText(2, chain)
                    .nested(4, list -> write(expressions, list))));
    return this;
  }

  private static void write(Expression[] expressions, NetlinkMessage list) {
    for (var expression : expressions) {
      list.nested(
          LIST_ITEM,
          item -> item.attributeText(1, expression.name()).nested(2, expression.attributes()));
    }
  }

  /** Adds entries of any sets and maps. */
  Table add(Collection<SetEntry> entries) {
    return each(
        entries,
        (set, part) ->
            Change.create(
                NEW_ELEMENT,
                family,
                m -> elements(m, set, list -> part.forEach(e -> add(e, list)))));
  }

  Table remove(Collection<SetEntry> entries) {
    return each(
        entries,
        (set, part) ->
            Change.delete(
                DELETE_ELEMENT,
                family,
                m -> elements(m, set, list -> part.forEach(e -> remove(e, list)))));
  }

  private Table each(
      Collection<SetEntry> entries, BiFunction<String, List<SetEntry>, Change> change) {
    var bySet = entries.stream().collect(Collectors.groupingBy(SetEntry::set));
    bySet.forEach((set, all) -> {
      for (int from = 0; from < all.size(); from += MOST_ELEMENTS) {
        int to = Math.min(all.size(), from + MOST_ELEMENTS);
        changes.add(change.apply(set, all.subList(from, to)));
      }
    });
    return this;
  }

  private void elements(NetlinkMessage message, String set, Consumer<NetlinkMessage> list) {
    message.attributeText(1, name).attributeText(2, set).nested(3, list);
  }

  private static void add(SetEntry entry, NetlinkMessage list) {
    list.nested(
        LIST_ITEM,
        item -> {
          key(entry, item);
          if (!entry.data().isEmpty()) {
            item.nested(2, data -> data.attribute(DATA_VALUE, entry.dataBytes()));
          }
        });
  }

  private static void remove(SetEntry entry, NetlinkMessage list) {
    list.nested(LIST_ITEM, item -> key(entry, item));
  }

  private static void key(SetEntry entry, NetlinkMessage item) {
    item.nested(1, key -> key.attribute(DATA_VALUE, entry.keyBytes()));
  }

  /** What a part of an entry is; {@code id} as in nft's datatype.h. */
  enum Field {
    IPV4(7, 4),
    IPV6(8, 16),
    PROTOCOL(12, 4),
    PORT(13, 4),
    LINK(41, 16);

    private static final int BITS = 6;

    private final int id;
    private final int bytes;

    Field(int id, int bytes) {
      this.id = id;
      this.bytes = bytes;
    }

    static int number(List<Field> types) {
      int number = 0;
      for (var type : types) {
        number = number << BITS | type.id;
      }
      return number;
    }

    static int bytes(List<Field> types) {
      return types.stream().mapToInt(type -> type.bytes).sum();
    }
  }
}
