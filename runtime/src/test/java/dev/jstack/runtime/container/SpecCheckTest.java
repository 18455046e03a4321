package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"-5", "4294967296", "1000:-1", "0:99999999999999999999"})
  void idsOutsideOfDockersRangeAreRefused(String user) {
    assertThatThrownBy(() -> SpecCheck.check(process(user, "/")))
        .hasMessageContaining("uids and gids must be in range 0-2147483647");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "nobody", "1000:1000", "2147483647", "a:b"})
  void namesAndNumbersOfUsersPass(String user) {
    assertThatCode(() -> SpecCheck.check(process(user, "/"))).doesNotThrowAnyException();
  }

  @Test
  void aWorkingDirectoryIsAbsolute() {
    assertThatThrownBy(() -> SpecCheck.check(process("0", "app")))
        .hasMessageContaining("the working directory \"app\" is invalid");
  }

  @Test
  void aDeviceHasPermissionsThatExist() {
    var odd = new IsolationSpec.Device("/dev/null", "/dev/x", "q");
    assertThatThrownBy(() ->
            SpecCheck.check(
                Specs.shell(
                    "true",
                    isolation -> {
                      isolation.devices = List.of(odd);
                      return isolation;
                    })))
        .hasMessageContaining("invalid permissions \"q\" of device /dev/null");
  }

  @Test
  void aPlaceIsMountedOnce() {
    var first = new MountSpec.Tmpfs("/x", false, null, null, "");
    var second = new MountSpec.Volume("data", "/x", false, false, null);
    assertThatThrownBy(() -> SpecCheck.check(Specs.shell("true", first, second)))
        .hasMessage("duplicate mount point: /x");
  }

  private static ContainerSpec process(String user, String directory) {
    return Specs.of(
        new ProcessSpec(
            null, List.of("true"), Map.of(), user, List.of(), directory, false, false, false));
  }
}
