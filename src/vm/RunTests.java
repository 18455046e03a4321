import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes and methods in order and tells each result in a line. */
final class RunTests {
  private RunTests() {}

  public static void main(String[] names) {
    List<DiscoverySelector> selectors =
        Arrays.stream(names).map(RunTests::selector).toList();
    var request = LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary, new Lines());
    summary.getSummary().printFailuresTo(new PrintWriter(System.out, true), 12);
    summary.getSummary().printTo(new PrintWriter(System.out, true));
    long ran = summary.getSummary().getTestsSucceededCount();
    System.exit(summary.getSummary().getTotalFailureCount() == 0 && ran > 0 ? 0 : 1);
  }

  private static DiscoverySelector selector(String name) {
    return name.contains("#") ? selectMethod(name) : selectClass(name);
  }

  /** One line a test. */
  private static final class Lines implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        System.out.printf("vm: %-10s %s%n", result.getStatus(), test.getLegacyReportingName()
            + " of " + test.getParentId().orElse(""));
        result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      System.out.printf("vm: %-10s %s: %s%n", "SKIPPED", test.getDisplayName(), reason);
    }
  }
}
