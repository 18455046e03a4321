package dev.jstack.compose.verify;

import dev.jstack.compose.code.Code;
import dev.jstack.compose.yaml.Mapping;
import dev.jstack.compose.yaml.Node;
import dev.jstack.compose.yaml.Problems;
import dev.jstack.compose.yaml.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two things may be mounted at one place. */
final class MountRules {
  private MountRules() {}

  static void check(String service, Mapping owner, Problems problems) {
    String path = "services." + service;
    Map<String, String> targets = new HashMap<>();
    List<Node> tmpfs = owner.sequence("tmpfs").items();
    for (int i = 0; i < tmpfs.size(); i++) {
      Scalar item = (Scalar) tmpfs.get(i);
      String target = item.text().split(":", 2)[0];
      if (!target.startsWith("/")) {
        problems.error(
            Code.VOLUME,
            item.location(),
            path + ".tmpfs: \"" + target + "\" must be an absolute path");
      }
      String earlier = targets.putIfAbsent(target, path + ".tmpfs[" + i + "]");
      if (earlier != null) {
        problems.error(
            Code.MOUNTED_TWICE,
            item.location(),
            path + ".tmpfs: target " + target + " already mounted as " + earlier);
      }
    }
    for (Node volume : owner.sequence("volumes").items()) {
      String target = String.valueOf(((Mapping) volume).text("target"));
      String earlier = targets.get(target);
      if (earlier != null) {
        problems.error(
            Code.MOUNTED_TWICE,
            volume.location(),
            path + ".volumes: target " + target + " already mounted as " + earlier);
      }
    }
  }
}
