package dev.jstack.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.runtime.cgroup.CgroupTuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCoresTest {
  private static final HostCores HERE = new HostCores("0-2,5", "0");

  private static ResourceLimits cores(String list) {
    return new ResourceLimits(null, null, list, null, null, null, null, false);
  }

  private static ResourceLimits nodes(String list) {
    return ResourceLimits.none().with(new CgroupTuning(null, null, null, null, list, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5,0", "0-2", "1-1,2"})
  void coresThatAreThereMayBeAskedFor(String list) {
    assertThatCode(() -> HERE.check(cores(list))).doesNotThrowAnyException();
  }

  @Test
  void othersAreNamedBesideThoseThatAreThere() {
    assertThatThrownBy(() -> HERE.check(cores("1-3")))
        .hasMessage("requested CPUs are not available: requested 1-3, available: 0-2,5");
    assertThatThrownBy(() -> HERE.check(nodes("1")))
        .hasMessage("requested memory nodes are not available: requested 1, available: 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "1-0", "1-", "-1", "0-1-2", "0,,1", "99999999999"})
  void malformedListsAreRefused(String list) {
    assertThatThrownBy(() -> HERE.check(cores(list)))
        .hasMessage("invalid value \"" + list + "\" for cpuset cpus: expected a list like 0-2,5");
  }

  @Test
  void aNumberOfCoresIsWithinThoseThatAreThere() {
    HERE.checkCount(10_000_000L);
    HERE.checkCount(4_000_000_000L);
    for (long nanos : new long[] {0, 9_999_999L, 4_000_000_001L}) {
      assertThatThrownBy(() -> HERE.checkCount(nanos))
          .hasMessage("range of CPUs is from 0.01 to 4.00, as there are only 4 CPUs available");
    }
  }

  @Test
  void thisMachineHasOneAtLeast() {
    assertThat(HostCores.ofThisMachine().count()).isPositive();
  }
}
