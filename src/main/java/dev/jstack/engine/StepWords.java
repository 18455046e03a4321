package dev.jstack.engine;

import dev.jstack.compose.plan.Change;
import dev.jstack.compose.plan.Operation.AwaitReady;
import dev.jstack.compose.plan.Operation.BuildImage;
import dev.jstack.compose.plan.Operation.CreateContainer;
import dev.jstack.compose.plan.Operation.CreateNetwork;
import dev.jstack.compose.plan.Operation.CreateVolume;
import dev.jstack.compose.plan.Operation.HandOver;
import dev.jstack.compose.plan.Operation.Initialise;
import dev.jstack.compose.plan.Operation.PullImage;
import dev.jstack.compose.plan.Operation.RemoveContainer;
import dev.jstack.compose.plan.Operation.RemoveImage;
import dev.jstack.compose.plan.Operation.RemoveNetwork;
import dev.jstack.compose.plan.Operation.RemoveVolume;
import dev.jstack.compose.plan.Operation.RenameContainer;
import dev.jstack.compose.plan.Operation.StartBeside;
import dev.jstack.compose.plan.Operation.StartContainer;
import dev.jstack.compose.plan.Operation.StopContainer;
import dev.jstack.compose.plan.Operation.WaitFor;
import dev.jstack.compose.plan.PlanNode;
import java.util.Optional;

/** What progress says before and after an operation. */
record StepWords(Optional<String> begin, Optional<String> end) {
  static StepWords of(PlanNode node) {
    boolean recreate = node.change().verb() == Change.Verb.RECREATE;
    return switch (node.operation()) {
      case PullImage _ -> say("Pulling", "Pulled");
      case BuildImage _ -> say("Building", "Built");
      case CreateNetwork _, CreateVolume _ -> say("Creating", "Created");
      case CreateContainer _ ->
          recreate
              ? new StepWords(Optional.of("Recreate"), Optional.empty())
              : say("Creating", "Created");
      case StartContainer _, StartBeside _ -> say("Starting", "Started");
      case HandOver _ -> silent();
      case StopContainer _ -> recreate ? silent() : say("Stopping", "Stopped");
      case RemoveNetwork _, RemoveVolume _, RemoveImage _ -> say("Removing", "Removed");
      case RemoveContainer _ -> recreate ? silent() : say("Removing", "Removed");
      case RenameContainer _ -> new StepWords(Optional.empty(), Optional.of("Recreated"));
      case Initialise _ -> say("Initialising", "Initialised");
      case AwaitReady _ -> say("Waiting", "Ready");
      case WaitFor _ -> silent();
    };
  }

  private static StepWords say(String begin, String end) {
    return new StepWords(Optional.of(begin), Optional.of(end));
  }

  private static StepWords silent() {
    return new StepWords(Optional.empty(), Optional.empty());
  }
}
