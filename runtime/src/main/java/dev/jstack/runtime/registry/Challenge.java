package dev.jstack.runtime.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry wants to be shown, of a {@code WWW-Authenticate} header (RFC 9110, 11.6.1).
 *
 * @param scheme lower case: {@code bearer}, {@code basic}
 * @param parameters by lower-case name
 */
record Challenge(String scheme, Map<String, String> parameters) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\G[\\s,]*("
              + TOKEN
              + ")\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|("
              + TOKEN
              + "))(?=\\s*(?:,|$))");
  private static final Pattern SCHEME = Pattern.compile("\\G[\\s,]*(" + TOKEN + ")(?=\\s|,|$)");
  private static final Pattern TOKEN68 =
      Pattern.compile("\\G\\s+[A-Za-z0-9._~+/-]+=*(?=\\s*(?:,|$))");

  Challenge {
    parameters = Map.copyOf(parameters);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Several may be in one header, or each in its own; what can't be read is left out. */
  static List<Challenge> parse(List<String> headers) {
    var challenges = new ArrayList<Challenge>();
    headers.forEach(header -> parse(header, challenges));
    return challenges;
  }

  private static void parse(String header, List<Challenge> challenges) {
    int position = 0;
    var scheme = SCHEME.matcher(header);
    while (scheme.find(position)) {
      position = scheme.end();
      var parameters = new LinkedHashMap<String, String>();
      var parameter = PARAMETER.matcher(header);
      while (parameter.find(position)) {
        position = parameter.end();
        parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value(parameter));
      }
      var token68 = TOKEN68.matcher(header);
      if (parameters.isEmpty() && token68.find(position)) {
        position = token68.end();
      }
      challenges.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
    }
  }

  private static String value(Matcher parameter) {
    String quoted = parameter.group(2);
    return quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1");
  }
}
