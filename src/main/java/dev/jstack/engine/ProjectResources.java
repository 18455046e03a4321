package dev.jstack.engine;

import dev.jstack.compose.model.Project;
import dev.jstack.compose.model.ProjectNetwork;
import dev.jstack.compose.plan.ServiceContainer;
import dev.jstack.networking.NetworkDefinition;
import dev.jstack.networking.NetworkDriver;
import dev.jstack.networking.SubnetRequest;
import dev.jstack.runtime.NotFoundException;
import java.util.List;

/** What a project's networks are to the networking. */
final class ProjectResources {
  private ProjectResources() {}

  static NetworkDefinition network(Project project, String key) {
    ProjectNetwork network = project.networks().get(key);
    if (network == null) {
      throw new NotFoundException("network", key);
    }
    List<SubnetRequest> subnets =
        network.pools().stream()
            .map(pool ->
                new SubnetRequest(
                    pool.subnet(), pool.gateway(), pool.ipRange(), pool.auxAddresses()))
            .toList();
    return new NetworkDefinition(
        network.name(),
        NetworkDriver.parse(network.driver()),
        ServiceContainer.labels(project, network),
        network.internal(),
        network.attachable(),
        network.ipv4(),
        network.ipv6(),
        subnets,
        network.driverOptions());
  }
}
