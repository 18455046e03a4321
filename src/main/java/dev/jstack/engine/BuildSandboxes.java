package dev.jstack.engine;

import dev.jstack.networking.EndpointRequest;
import dev.jstack.networking.Networks;
import dev.jstack.networking.ResolverSettings;
import dev.jstack.networking.Sandbox;
import dev.jstack.networking.SandboxRequest;
import dev.jstack.runtime.build.BuildNetwork;
import dev.jstack.runtime.build.HostNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The network of build steps: a sandbox on the default network, or on the one they name. */
final class BuildSandboxes implements BuildNetwork {
  private final Networks networks;
  private final Sandboxes sandboxes;

  BuildSandboxes(Networks networks, Sandboxes sandboxes) {
    this.networks = networks;
    this.sandboxes = sandboxes;
  }

  @Override
  public Connection open(String mode) {
    if (mode.equals("host")) {
      return new HostNetwork().open(mode);
    }
    return new StepConnection(sandboxes.open(() -> request(mode)));
  }

  private SandboxRequest request(String mode) {
    String network = mode.equals("default") ? sandboxes.defaultNetwork() : mode;
    String id = Slugs.fresh().repeat(6).substring(0, 64);
    return new SandboxRequest(
        id,
        "build-" + id.substring(0, 12),
        "buildkitsandbox",
        List.of(EndpointRequest.on(network)),
        List.of(),
        List.of(),
        ResolverSettings.host());
  }

  private final class StepConnection implements Connection {
    private final Sandbox sandbox;

    StepConnection(Sandbox sandbox) {
      this.sandbox = sandbox;
    }

    @Override
    public Optional<Path> namespace() {
      return Optional.of(sandbox.namespace());
    }

    @Override
    public String hosts() {
      return sandbox.hosts();
    }

    @Override
    public String resolvConf() {
      return sandbox.resolvConf();
    }

    @Override
    public void close() {
      networks.close(List.of(sandbox));
    }
  }
}
