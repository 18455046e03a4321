package dev.jstack.cli.doctor;

import dev.jstack.cli.doctor.Finding.Level;
import dev.jstack.cli.frame.EngineUser;
import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Session;
import dev.jstack.client.Directories;
import dev.jstack.networking.netlink.FilterPolicies;
import dev.jstack.runtime.json.Json;
import dev.jstack.runtime.linux.OwnUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jstack doctor}. Needs no engine: it may be asked why there is none. */
@Command(
    name = "doctor",
    description = {
      "Look at what this machine lacks, what doesn't work therefore, and what to do about it.",
      "Exit code 1 if something is badly wrong."
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final String USUAL = "/var/lib/jstack";

  private final Session session;

  @Option(names = "--json", description = "One JSON array.")
  private boolean json;

  public DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Finding> findings = findings();
    if (json) {
      session.out().println(Json.pretty(findings.stream().map(Finding::json).toList()));
    } else {
      findings.forEach(this::print);
      session
          .out()
          .printf(
              "%n%d ok, %d to be warned of, %d wrong%n",
              count(findings, Level.OK), count(findings, Level.WARN), count(findings, Level.FAIL));
    }
    return count(findings, Level.FAIL) == 0 ? ExitCode.OK : ExitCode.FAILURE;
  }

  private List<Finding> findings() {
    Machine machine = Machine.real();
    Map<String, String> environment = session.invocation().environment();
    String home = System.getProperty("jstack.home");
    List<Finding> findings = new ArrayList<>();
    findings.addAll(new KernelChecks(machine).all());
    EngineUser user = EngineUser.own();
    if (user.isRootless()) {
      findings.addAll(
          new NetworkChecks(machine, Tables.ofNewNamespace(), List.of())
              .rootless(OwnUser.isConfined()));
    } else {
      findings.addAll(new CgroupChecks(machine).all());
      findings.addAll(
          new NetworkChecks(machine, FilterPolicies.find(), FilterPolicies.bypassed()).all());
      findings.addAll(new RemapChecks(state(environment)).all());
    }
    findings.addAll(new LimitChecks(machine).all());
    findings.addAll(new StorageChecks(state(environment)).all());
    findings.addAll(new RootlessChecks(machine, user).all());
    findings.addAll(
        new InstallationChecks(
                environment.getOrDefault("PATH", ""),
                home == null ? null : Path.of(home),
                Instant.now().truncatedTo(ChronoUnit.SECONDS))
            .all());
    return findings;
  }

  /** The engine knows; without one, what the user says or what is usual. */
  private static Path state(Map<String, String> environment) {
    String own = System.getenv("JSTACK_STATE_DIR");
    try {
      return own == null ? Directories.of(OwnUser.uid(), environment).state() : Path.of(own);
    } catch (IOException e) {
      return Path.of(USUAL);
    }
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private void print(Finding finding) {
    var out = session.out();
    out.printf("%-5s %-18s %s%n", finding.level(), finding.check(), finding.text());
    if (finding.level() != Level.OK) {
      out.println("        so:  " + finding.consequence());
      out.println("        do:  " + finding.remedy());
    }
  }
}
