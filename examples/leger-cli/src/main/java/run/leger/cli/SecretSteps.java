package run.leger.cli;

import java.util.List;
import java.util.Optional;
import run.leger.core.Json;
import run.leger.core.internal.JsonOut;
import run.leger.setec.SecretVersion;
import run.leger.setec.write.WriteStep;

/** Shows what a write will do, or did. */
final class SecretSteps {
    private SecretSteps() {}

    static int show(Invocation call, String verb, List<WriteStep> steps, boolean applied) {
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "secrets " + verb,
                    out -> out.field("applied", applied).objects("steps", steps, step -> write(out, step)));
        } else if (steps.isEmpty()) {
            console.line("nothing to do");
        } else {
            steps.forEach(step -> console.line((applied ? "" : "would ") + Console.shown(step.text())));
        }
        return Exit.OK;
    }

    private static void write(JsonOut out, WriteStep step) {
        out.field("name", step.name().text());
        if (step instanceof WriteStep.Put put) {
            out.field("action", put.creates() ? "create" : "put");
            version(out, "version", put.version());
            out.field("from", put.from().map(from -> from.text()).orElse(null));
            version(out, "from_version", put.fromVersion());
        } else if (step instanceof WriteStep.Activate activate) {
            out.field("action", "activate");
            version(out, "version", activate.version());
            version(out, "before", activate.before());
        } else if (step instanceof WriteStep.DeleteVersion deleted) {
            out.field("action", "delete-version");
            version(out, "version", Optional.of(deleted.version()));
        } else {
            out.field("action", "verify");
        }
    }

    /** Writes a number, or null. */
    static void version(JsonOut out, String field, Optional<SecretVersion> version) {
        if (version.isPresent()) {
            out.field(field, version.get().number());
        } else {
            out.field(field, Json.parse("null"));
        }
    }
}
