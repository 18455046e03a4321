package dev.jstack.cli.image;

import dev.jstack.cli.frame.ExitCode;
import dev.jstack.cli.frame.Prompt;
import dev.jstack.cli.frame.Session;
import dev.jstack.console.Terminal.Stream;
import dev.jstack.runtime.JstackException;
import dev.jstack.runtime.registry.Credential;
import dev.jstack.runtime.registry.Logins;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jstack login}. */
@Command(name = "login", description = "Log in at a registry, and remember it as docker does.")
public final class LoginCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-u", "--username"},
      paramLabel = "NAME")
  private @Nullable String user;

  @Option(
      names = {"-p", "--password"},
      paramLabel = "PASSWORD",
      description = "Seen by everybody in the list of processes.")
  private @Nullable String password;

  @Option(names = "--password-stdin", description = "Read the password from standard input.")
  private boolean passwordFromInput;

  @Parameters(paramLabel = "SERVER", arity = "0..1")
  private String server = "";

  public LoginCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    check();
    Logins logins = session.engine().registries().logins(server, session.caller());
    logins
        .login(credential(logins))
        .ifPresent(file ->
            session
                .err()
                .println(
                    "WARNING: the password is stored unencrypted in "
                        + file
                        + "; a credential helper would keep it better"));
    session.out().println("Login Succeeded");
    return ExitCode.OK;
  }

  private void check() {
    if (password != null && passwordFromInput) {
      throw new JstackException("--password and --password-stdin are mutually exclusive");
    }
    if (passwordFromInput && user == null) {
      throw new JstackException("must provide --username with --password-stdin");
    }
    if (password != null) {
      session.err().println("WARNING: --password is insecure; use --password-stdin");
    }
  }

  private Credential.Password credential(Logins logins) {
    var known = logins.known();
    if (user == null && password == null && known.isPresent()) {
      session.err().println("Authenticating with existing credentials of " + known.get().user());
      return known.get();
    }
    String name = user != null ? user : prompt().line("Username: ");
    String secret =
        passwordFromInput ? input() : password != null ? password : prompt().secret("Password: ");
    if (name.isEmpty() || secret.isEmpty()) {
      throw new JstackException("neither the username nor the password may be empty");
    }
    return new Credential.Password(name, secret);
  }

  private Prompt prompt() {
    if (!session.invocation().terminal().isTerminal(Stream.IN)) {
      throw new JstackException(
          "cannot ask for a password: standard input is no terminal",
          "use --username and --password-stdin",
          null);
    }
    return new Prompt(session);
  }

  private String input() {
    try {
      byte[] bytes = session.invocation().in().readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "");
    } catch (IOException e) {
      throw new JstackException("cannot read the password", e);
    }
  }
}
