package dev.jstack.console.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts the template at its braces and builds the nodes. */
final class Parser {
  private static final Pattern ACTION =
      Pattern.compile("\\{\\{(-\\s)?(.*?)(\\s-)?}}", Pattern.DOTALL);
  private static final Pattern LOOP =
      Pattern.compile("(?:(\\$\\w+)\\s*,\\s*)?(\\$\\w+)\\s*:=\\s*(.*)", Pattern.DOTALL);

  private static final Pattern OTHER_CHOICE =
      Pattern.compile("else\\s+(if|with)\\s+(.*)", Pattern.DOTALL);

  private static final Pattern DECLARATION =
      Pattern.compile("(\\$\\w+)\\s*(:?=)\\s*(.*)", Pattern.DOTALL);

  /** A stretch of text ({@code action} null) or the inside of a pair of braces. */
  private record Piece(@Nullable String text, @Nullable String action) {}

  private final List<Piece> pieces = new ArrayList<>();
  private int next;

  Parser(String text) {
    Matcher matcher = ACTION.matcher(text);
    int end = 0;
    boolean trim = false;
    while (matcher.find()) {
      text(text.substring(end, matcher.start()), trim, matcher.group(1) != null);
      pieces.add(new Piece(null, matcher.group(2).strip()));
      trim = matcher.group(3) != null;
      end = matcher.end();
    }
    String rest = text.substring(end);
    if (rest.contains("{{")) {
      throw new TemplateException("unclosed action");
    }
    text(rest, trim, false);
  }

  private void text(String text, boolean trimLeft, boolean trimRight) {
    String left = trimLeft ? text.stripLeading() : text;
    String both = trimRight ? left.stripTrailing() : left;
    if (!both.isEmpty()) {
      pieces.add(new Piece(both, null));
    }
  }

  List<Node> parse() {
    List<Node> nodes = block();
    if (next < pieces.size()) {
      throw new TemplateException("unexpected {{" + pieces.get(next).action() + "}}");
    }
    return nodes;
  }

  /** Nodes up to the end, or to an {@code end} or {@code else}, which is left in place. */
  private List<Node> block() {
    List<Node> nodes = new ArrayList<>();
    while (next < pieces.size()) {
      Piece piece = pieces.get(next);
      if (piece.action() == null) {
        nodes.add(new Node.Text(String.valueOf(piece.text())));
        next++;
      } else if (piece.action().equals("end") || piece.action().startsWith("else")) {
        break;
      } else {
        next++;
        action(piece.action(), nodes);
      }
    }
    return nodes;
  }

  private void action(String action, List<Node> nodes) {
    String word = action.split("\\s", 2)[0];
    String rest = action.substring(word.length()).strip();
    switch (word) {
      case "if" -> nodes.add(choice(rest, false));
      case "with" -> nodes.add(choice(rest, true));
      case "range" -> nodes.add(range(rest));
      case "break" -> nodes.add(new Node.Jump(Node.Flow.BREAK));
      case "continue" -> nodes.add(new Node.Jump(Node.Flow.CONTINUE));
      default -> {
        if (!action.startsWith("/*")) {
          nodes.add(plain(action));
        }
      }
    }
  }

  private static Node plain(String action) {
    Matcher declaration = DECLARATION.matcher(action);
    if (!declaration.matches()) {
      return new Node.Print(Lexer.expression(action));
    }
    Expression value = Lexer.expression(declaration.group(3));
    return declaration.group(2).equals("=")
        ? new Node.Assignment(declaration.group(1), value)
        : new Node.Declaration(declaration.group(1), value);
  }

  private Node choice(String condition, boolean rebind) {
    Matcher declaration = DECLARATION.matcher(condition);
    boolean named = declaration.matches();
    Expression value = Lexer.expression(named ? declaration.group(3) : condition);
    List<Node> then = block();
    return new Node.Choice(named ? declaration.group(1) : null, value, rebind, then, otherwise());
  }

  private Node range(String head) {
    Matcher loop = LOOP.matcher(head);
    boolean named = loop.matches();
    Expression source = Lexer.expression(named ? loop.group(3) : head);
    List<Node> body = block();
    return new Node.Range(
        source, named ? loop.group(1) : null, named ? loop.group(2) : null, body, otherwise());
  }

  /** After a block: {@code else…}, then {@code end}. */
  private List<Node> otherwise() {
    if (next >= pieces.size()) {
      throw new TemplateException("missing {{end}}");
    }
    String action = String.valueOf(pieces.get(next++).action());
    if (action.equals("end")) {
      return List.of();
    }
    Matcher another = OTHER_CHOICE.matcher(action);
    if (another.matches()) {
      return List.of(choice(another.group(2), another.group(1).equals("with")));
    }
    List<Node> nodes = block();
    next++;
    return nodes;
  }
}
