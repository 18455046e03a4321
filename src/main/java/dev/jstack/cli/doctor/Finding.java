package dev.jstack.cli.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check found.
 *
 * @param text what is so
 * @param consequence what doesn't work therefore; empty if all is well
 * @param remedy what to do about it; empty if all is well
 */
record Finding(Level level, String check, String text, String consequence, String remedy) {
  /** How bad it is. */
  enum Level {
    OK,
    WARN,
    FAIL;

    @Override
    public String toString() {
      return switch (this) {
        case OK -> "ok";
        case WARN -> "warn";
        case FAIL -> "fail";
      };
    }
  }

  static Finding ok(String check, String text) {
    return new Finding(Level.OK, check, text, "", "");
  }

  static Finding warn(String check, String text, String consequence, String remedy) {
    return new Finding(Level.WARN, check, text, consequence, remedy);
  }

  static Finding fail(String check, String text, String consequence, String remedy) {
    return new Finding(Level.FAIL, check, text, consequence, remedy);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("level", level.toString());
    json.put("check", check);
    json.put("text", text);
    json.put("consequence", consequence);
    json.put("remedy", remedy);
    return json;
  }
}
