package dev.jstack.runtime.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** COPY and ADD. */
final class FileSetParser {
  private FileSetParser() {}

  static Instruction copy(Arguments arguments) {
    var flags = arguments.flags();
    flags.check(Set.of("from", "chown", "chmod", "link", "parents"), Set.of("exclude"));
    var from = flags.value("from").orElse(null);
    if (from != null && from.indexOf('$') >= 0) {
      throw arguments
          .line()
          .fault(
              flags.offset("from"),
              "variable expansion is not supported for --from",
              "name a stage: FROM " + from + " AS name, with an ARG before the first FROM");
    }
    return new Instruction.Copy(arguments.source(), files(arguments), from, flags.isSet("parents"));
  }

  static Instruction add(Arguments arguments) {
    var flags = arguments.flags();
    flags.check(
        Set.of("chown", "chmod", "link", "keep-git-dir", "checksum", "unpack"), Set.of("exclude"));
    return new Instruction.Add(
        arguments.source(),
        files(arguments),
        flags.truth("unpack"),
        flags.value("checksum").orElse(null),
        flags.truth("keep-git-dir"));
  }

  private static FileSet files(Arguments arguments) {
    var words = arguments.jsonOrWords();
    if (words.size() < 2) {
      throw arguments.fault(
          arguments.name()
              + " requires at least two arguments, but "
              + (words.isEmpty() ? "none" : "only one")
              + " was provided. Destination could not be determined");
    }
    var documents = arguments.line().documents();
    var target = words.getLast();
    if (isDocument(target, documents)) {
      throw arguments.fault(arguments.name() + " cannot accept a heredoc as a destination");
    }
    var sources = new ArrayList<>(words.subList(0, words.size() - 1));
    sources.removeIf(word -> isDocument(word, documents));
    var flags = arguments.flags();
    return new FileSet(
        sources,
        documents,
        target,
        flags.value("chown").orElse(null),
        flags.value("chmod").orElse(null),
        flags.isSet("link"),
        flags.values("exclude"));
  }

  private static boolean isDocument(String word, List<Heredoc> documents) {
    return !documents.isEmpty() && HeredocWords.parse(word, '\\').isPresent();
  }
}
