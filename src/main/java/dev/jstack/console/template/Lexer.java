package dev.jstack.console.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one pipeline: {@code index .Ports "80/tcp" | json}. */
final class Lexer {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`)|([-+]?(?:0[xX][0-9a-fA-F]+|\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?))|(\\$\\w*|\\w+)?((?:\\.\\w+)+|\\.)?|([()|]))");

  private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)");

  private final String text;
  private final Matcher matcher;
  private int position;

  private Lexer(String text) {
    this.text = text;
    this.matcher = TOKEN.matcher(text);
  }

  static Expression expression(String text) {
    Lexer lexer = new Lexer(text);
    Expression value = lexer.pipeline();
    if (!text.substring(lexer.position).isBlank()) {
      throw new TemplateException("unexpected \"" + text.substring(lexer.position).strip() + "\"");
    }
    return value;
  }

  private Expression pipeline() {
    Expression value = command(null);
    while (accept('|')) {
      value = command(value);
    }
    return value;
  }

  /** A function with its arguments, or a single operand; {@code last} comes from a pipe. */
  private Expression command(@Nullable Expression last) {
    int before = position;
    String name = word();
    if (name == null) {
      position = before;
      Expression value = operand();
      return value instanceof Expression.Field && moreOperands()
          ? new Expression.Method(value, operand())
          : value;
    }
    List<Expression> arguments = new ArrayList<>();
    while (moreOperands()) {
      arguments.add(operand());
    }
    if (last != null) {
      arguments.add(last);
    }
    return new Expression.Call(name, arguments);
  }

  private @Nullable String word() {
    Matcher name = Pattern.compile("\\s*([a-z]\\w*)").matcher(text);
    name.region(position, text.length());
    if (!name.lookingAt() || name.group(1).matches("true|false|nil")) {
      return null;
    }
    if (!Functions.known(name.group(1))) {
      throw new TemplateException("function \"" + name.group(1) + "\" not defined");
    }
    position = name.end();
    return name.group(1);
  }

  private boolean moreOperands() {
    String rest = text.substring(position).stripLeading();
    return !rest.isEmpty() && rest.charAt(0) != ')' && rest.charAt(0) != '|';
  }

  private boolean accept(char wanted) {
    int at = position;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == wanted) {
      position = at + 1;
      return true;
    }
    return false;
  }

  private Expression operand() {
    if (accept('(')) {
      Expression inner = pipeline();
      if (!accept(')')) {
        throw new TemplateException("missing )");
      }
      return fieldsOf(inner, fields());
    }
    matcher.region(position, text.length());
    if (!matcher.lookingAt() || matcher.end() == position || matcher.group(5) != null) {
      throw new TemplateException("expected a value at \"" + text.substring(position) + "\"");
    }
    position = matcher.end();
    return value(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
  }

  private static Expression value(
      @Nullable String quoted,
      @Nullable String number,
      @Nullable String name,
      @Nullable String path) {
    if (quoted != null) {
      return new Expression.Literal(unquote(quoted));
    }
    if (number != null) {
      return new Expression.Literal(number(number));
    }
    if (name == null) {
      return fieldsOf(new Expression.Dot(), path);
    }
    return switch (name) {
      case "true", "false" -> new Expression.Literal(Boolean.parseBoolean(name));
      default -> {
        if (!name.startsWith("$")) {
          throw new TemplateException("function \"" + name + "\" not defined");
        }
        yield fieldsOf(new Expression.Variable(name), path);
      }
    };
  }

  private static Object number(String text) {
    boolean whole = text.matches("[-+]?(\\d+|0[xX].*)");
    return whole ? (Object) Long.decode(text) : (Object) Double.valueOf(text);
  }

  private @Nullable String fields() {
    Matcher path = Pattern.compile("(?:\\.\\w+)+").matcher(text);
    path.region(position, text.length());
    if (!path.lookingAt()) {
      return null;
    }
    position = path.end();
    return path.group();
  }

  private static Expression fieldsOf(Expression base, @Nullable String path) {
    if (path == null || path.equals(".")) {
      return base;
    }
    Expression value = base;
    for (String name : path.substring(1).split("\\.", -1)) {
      value = new Expression.Field(value, name);
    }
    return value;
  }

  private static String unquote(String quoted) {
    String inner = quoted.substring(1, quoted.length() - 1);
    return quoted.startsWith("`") ? inner : ESCAPE.matcher(inner).replaceAll(Lexer::character);
  }

  private static String character(MatchResult escape) {
    String text = escape.group(1);
    return Matcher.quoteReplacement(
        switch (text.charAt(0)) {
          case 'n' -> "\n";
          case 't' -> "\t";
          case 'r' -> "\r";
          case 'u', 'x' -> Character.toString(Integer.parseInt(text.substring(1), 16));
          default -> text;
        });
  }
}
