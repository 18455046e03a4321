package dev.jstack.runtime.build.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Environments as configs have them: {@code NAME=value}, each name once, in order of first setting.
 */
public final class EnvList {
  public static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private EnvList() {}

  public static Map<String, String> map(List<String> env) {
    var map = new LinkedHashMap<String, String>();
    for (var entry : env) {
      int equals = entry.indexOf('=');
      map.put(
          equals < 0 ? entry : entry.substring(0, equals),
          equals < 0 ? "" : entry.substring(equals + 1));
    }
    return map;
  }

  public static List<String> list(Map<String, String> map) {
    var list = new ArrayList<String>();
    map.forEach((name, value) -> list.add(name + "=" + value));
    return List.copyOf(list);
  }
}
