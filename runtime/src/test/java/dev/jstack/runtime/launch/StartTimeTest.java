package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tells how long starts take; asserts nothing about it, as machines differ. */
@Tag("root")
class StartTimeTest {
  private static final int STARTS = 60;

  @Test
  void startsAreTimed() {
    long[] micros = new long[STARTS];
    for (int i = 0; i < STARTS; i++) {
      try (var box = new Box()) {
        box.starts.privileges =
            new Privileges(
                CapabilitySet.DEFAULT, false, SeccompFilter.dockerDefault(CapabilitySet.DEFAULT));
        long begin = System.nanoTime();
        try (var process = box.launcher.start(box.starts.request())) {
          micros[i] = (System.nanoTime() - begin) / 1000;
          assertThat(process.await().exitCode()).isZero();
        }
      }
    }
    Arrays.sort(micros);
    System.out.println(
        "start to execve, 5 namespaces, all mounts, seccomp: min "
            + micros[0]
            + " µs, median "
            + micros[STARTS / 2]
            + " µs");
  }
}
