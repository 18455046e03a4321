package dev.jstack.cli.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ContainerChecksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rm --restart always | cannot specify both --restart and --rm",
        "--uts host --hostname x | cannot specify both --hostname and --uts host",
        "--ip 10.1.2.3 | --ip needs a network of your own",
        "--network host --ip 10.1.2.3 | --ip needs a network of your own",
        "--network host --network mine | both user-defined and non-user-defined",
        "--network bridge --network mine | both user-defined and non-user-defined",
        "--network mine --network mine | network \"mine\" is specified multiple times",
        "--network-alias web | aliases are only supported for user-defined networks",
        "--network name=none,alias=web | aliases are only supported for user-defined",
        "--network name=mine,ip=10.1.2.3 --ip 10.1.2.4 | both --ip and per-network IPv4 address",
        "--network host --link a | host type networking can't be used with links",
        "--network container: | invalid container format",
        "--network container:a --link b | can't be used with links",
        "--network container:a --hostname x | hostname and the network mode",
        "--network container:a -p 80 | port publishing and the container type network mode",
        "--network container:a --dns 1.1.1.1 | dns and the network mode",
        "--dns-search a=b | \"a=b\" is not a valid domain",
        "--expose abc | invalid port \"abc\"",
        "--mac-address zz | invalid MAC address \"zz\"",
        "-l =x | its name is empty",
        "--dns foo | expected an IP address, got \"foo\"",
        "--no-healthcheck --health-cmd true | both --no-healthcheck and --health-*",
        "--health-retries -1 | --health-retries cannot be negative",
        "--log-driver syslog | there are json-file, local and none",
        "--log-opt foo=1 | unknown option \"foo\" of log driver json-file",
        "--log-driver none --log-opt max-size=1m | of log driver none",
      })
  void contradictionsAndNonsenseAreRefused(String options, String message) {
    assertThatThrownBy(() -> checks(options).check()).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rm --restart no",
        "--uts host",
        "--network mine --ip 10.1.2.3",
        "--network container:a -e A=1",
        "--network container:a --mac-address 02:42:00:00:00:10",
        "--network mine --network name=other,alias=web --network-alias shop",
        "--dns-search . --dns-search corp.example",
        "--expose 80 --expose 8000-8010/udp",
        "--dns 1.1.1.1 --dns fe80::1%eth0",
        "--log-driver local --log-opt max-size=1m --log-opt max-file=3",
        "--no-healthcheck",
      })
  void whatDockerTakesPasses(String options) {
    assertThatCode(() -> checks(options).check()).doesNotThrowAnyException();
  }

  @Test
  void portsOfTheHostsNetworkAreNotPublished() {
    assertThat(checks("--network host -p 80:80").warning())
        .contains("Published ports are discarded");
    assertThat(checks("--network host").warning()).isNull();
    assertThat(checks("-p 80:80").warning()).isNull();
  }

  private static ContainerChecks checks(String options) {
    return new ContainerChecks(
        CommandLine.populateCommand(new ContainerOptions(), options.split(" ", -1)));
  }
}
