package dev.jstack.cli;

import dev.jstack.cli.frame.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Manual pages of all commands, made of what their help says (man(7)). */
final class ManualPages {
  private final Session session;

  ManualPages(Session session) {
    this.session = session;
  }

  /** By name: {@code jstack-compose-up} to its text. */
  Map<String, String> all() {
    Map<String, String> pages = new TreeMap<>();
    add(new Parser(session, Verbs.ALL).tree(List.of()), "jstack", pages);
    return pages;
  }

  private static void add(CommandLine command, String name, Map<String, String> pages) {
    if (command.getCommandSpec().usageMessage().hidden()) {
      return;
    }
    pages.put(name, page(command, name));
    command
        .getSubcommands()
        .forEach((verb, below) -> {
          if (below.getCommandName().equals(verb)) {
            add(below, name + "-" + verb, pages);
          }
        });
  }

  private static String page(CommandLine command, String name) {
    CommandSpec spec = command.getCommandSpec();
    List<String> lines = new ArrayList<>();
    lines.add(".TH " + quoted(name.toUpperCase(Locale.ROOT)) + " 1 \"\" \"jstack\"");
    lines.add(".SH NAME");
    lines.add(escaped(name) + " \\- " + escaped(description(spec)));
    lines.add(".SH SYNOPSIS");
    lines.add(".B " + escaped(name.replace('-', ' ')));
    lines.add(escaped(synopsis(command)));
    section(lines, "ARGUMENTS", arguments(spec));
    section(lines, "OPTIONS", options(spec));
    section(lines, "COMMANDS", commands(command, name));
    if (name.equals("jstack")) {
      lines.add(".SH SEE ALSO");
      lines.add("\"jstack PID\" is the JDK's: it prints the threads of a Java process.");
    }
    return String.join("\n", lines) + "\n";
  }

  private static String synopsis(CommandLine command) {
    StringBuilder text = new StringBuilder("[OPTIONS]");
    if (!command.getSubcommands().isEmpty()) {
      return text.append(" COMMAND").toString();
    }
    for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
      boolean many = argument.arity().max() > 1 || argument.type().equals(List.class);
      String shown = argument.paramLabel() + (many ? "..." : "");
      text.append(argument.required() ? " " + shown : " [" + shown + "]");
    }
    return text.toString();
  }

  private static List<String> arguments(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    for (PositionalParamSpec argument : spec.positionalParameters()) {
      if (argument.description().length > 0) {
        item(lines, argument.paramLabel(), description(argument));
      }
    }
    return lines;
  }

  private static List<String> options(CommandSpec spec) {
    List<String> lines = new ArrayList<>();
    spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> {
          boolean flag = option.arity().max() == 0 || option.hideParamSyntax();
          String names = String.join(", ", option.names());
          item(lines, flag ? names : names + " " + option.paramLabel(), description(option));
        });
    return lines;
  }

  private static List<String> commands(CommandLine command, String name) {
    List<String> lines = new ArrayList<>();
    command
        .getSubcommands()
        .forEach((verb, below) -> {
          CommandSpec spec = below.getCommandSpec();
          if (below.getCommandName().equals(verb) && !spec.usageMessage().hidden()) {
            item(lines, verb, description(spec) + " See " + name + "-" + verb + "(1).");
          }
        });
    return lines;
  }

  private static void section(List<String> lines, String heading, List<String> items) {
    if (!items.isEmpty()) {
      lines.add(".SH " + heading);
      lines.addAll(items);
    }
  }

  private static void item(List<String> lines, String name, String text) {
    lines.add(".TP");
    lines.add(".B " + escaped(name));
    lines.add(escaped(text));
  }

  private static String description(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }

  private static String description(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** What troff would take for something else. */
  private static String escaped(String text) {
    String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
    return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
  }
}
