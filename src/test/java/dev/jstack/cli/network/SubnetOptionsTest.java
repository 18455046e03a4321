package dev.jstack.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jstack.networking.SubnetRequest;
import dev.jstack.runtime.JstackException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SubnetOptionsTest {
  private static List<SubnetRequest> requests(String... arguments) {
    var options = new SubnetOptions();
    new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)).parseArgs(arguments);
    return options.requests();
  }

  @Test
  void whatLiesInASubnetBelongsToIt() {
    var requests = requests("--subnet=10.7.0.0/16", "--subnet=fd00:7::/64", "--gateway=fd00:7::1");

    assertThat(requests).extracting(SubnetRequest::gateway).containsExactly(null, "fd00:7::1");
  }

  @ParameterizedTest
  @CsvSource({
    "--subnet=10.7.0.1/24, invalid subnet 10.7.0.1/24: it should be 10.7.0.0/24",
    "--subnet=10.7.0.0, invalid subnet 10.7.0.0: invalid CIDR block notation",
    "--subnet=foo, invalid subnet foo: invalid CIDR block notation",
    "--ip-range=10.7.0.129/25, invalid ip-range 10.7.0.129/25: it should be 10.7.0.128/25",
  })
  void rangesThatAreNoneAreRefusedInDockersWords(String option, String message) {
    assertThatThrownBy(() -> requests(option))
        .isInstanceOf(JstackException.class)
        .hasMessage(message);
  }
}
