package dev.jstack.runtime.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The numbers of all system calls of one ABI. */
enum SyscallTable {
  X86_64("x86_64", 0xc000_003e),
  I386("i386", 0x4000_0003),
  /** The same audit architecture as x86-64; numbers have {@link #X32_BIT}. */
  X32("x32", 0xc000_003e),
  AARCH64("aarch64", 0xc000_00b7);

  static final int X32_BIT = 0x4000_0000;

  private final String resource;
  private final int audit;
  private final Map<String, Integer> numbers = new TreeMap<>();
  private int highest;

  SyscallTable(String resource, int audit) {
    this.resource = resource;
    this.audit = audit;
    load();
  }

  /** AUDIT_ARCH_, linux/audit.h. */
  int audit() {
    return audit;
  }

  Optional<Integer> number(String name) {
    return Optional.ofNullable(numbers.get(name));
  }

  /** Above it are calls that did not exist when the table was made. */
  int highest() {
    return highest;
  }

  private void load() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    SyscallTable.class.getResourceAsStream("syscalls-" + resource + ".tsv")),
                StandardCharsets.US_ASCII))) {
      for (String line : lines.lines().filter(l -> !l.startsWith("#")).toList()) {
        int tab = line.indexOf('\t');
        int number = Integer.parseInt(line.substring(tab + 1));
        numbers.put(line.substring(0, tab), number);
        highest = Math.max(highest, number);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
