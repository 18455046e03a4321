package dev.jstack.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.linux.IdMap;
import dev.jstack.runtime.linux.UserMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class UserNamespaceRootTest {
  @Test
  void aMapThatTheKernelRefusesLeavesNoProcess() throws IOException {
    var overlapping =
        new IdMap(List.of(new IdMap.Range(0, 300_000, 10), new IdMap.Range(10, 300_005, 10)));
    var before = childrenOfThisThread();

    assertThatThrownBy(() -> UserNamespace.make(new UserMap(overlapping, overlapping)))
        .isInstanceOf(JstackException.class)
        .hasMessageStartingWith("cannot make a user namespace: ");
    assertThat(childrenOfThisThread()).isEqualTo(before);
  }

  private static String childrenOfThisThread() throws IOException {
    return Files.readString(Path.of("/proc/thread-self/children"));
  }
}
