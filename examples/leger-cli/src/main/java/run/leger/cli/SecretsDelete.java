package run.leger.cli;

import java.util.List;
import java.util.Optional;
import run.leger.core.Json;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.write.Keep;
import run.leger.setec.write.SecretWriter;
import run.leger.setec.write.WritePlan;
import run.leger.setec.write.WriteStep;

/** {@code leger secrets delete|delete-version|prune}: what is gone is gone, so each wants to be asked twice. */
final class SecretsDelete {
    private SecretsDelete() {}

    static int delete(Invocation call, SetecClient setec) {
        List<String> words = call.words();
        if (words.size() >= 2 && !Confirmation.isToken(words.get(1))) {
            return version(call, setec, "delete");
        }
        if (words.isEmpty() || words.size() > 2) {
            throw new UsageException("leger secrets delete NAME [VERSION] [TOKEN]");
        }
        SecretName name = SecretNames.existing(words.get(0));
        // The server says yes to deleting what is not there; a slip in the name should not look like success.
        Optional<SecretInfo> info = SecretsCommand.look(setec, name);
        List<String> versions = info.map(SecretsCommand::versions).orElse(List.of());
        if (call.has(CliOptions.DRY_RUN)) {
            Console console = call.console();
            if (console.json()) {
                console.object(
                        "secrets delete",
                        out -> out.field("applied", false)
                                .field("name", name.text())
                                .field(
                                        "versions",
                                        info.map(SecretsCommand::numbers).orElse(Json.parse("null"))));
            } else {
                console.line("would delete " + Console.shown(name.text())
                        + (info.isPresent() ? " with its versions " + String.join(", ", versions) : ""));
            }
            return Exit.OK;
        }
        Confirmation.require(
                call,
                "delete\0" + name + "\0" + state(info),
                "this deletes " + name + (info.isPresent() ? " with " + versions.size() + " versions" : ""),
                "delete " + Confirmation.operand(name),
                token(words, 1));
        setec.delete(name);
        return SecretsWrite.done(call, "delete", name, Optional.empty(), "all versions are deleted");
    }

    static int deleteVersion(Invocation call, SetecClient setec) {
        return version(call, setec, "delete-version");
    }

    private static int version(Invocation call, SetecClient setec, String verb) {
        List<String> words = call.words();
        if (words.size() < 2 || words.size() > 3) {
            throw new UsageException("leger secrets " + verb + " NAME VERSION [TOKEN]");
        }
        SecretName name = SecretNames.existing(words.get(0));
        SecretVersion version = SecretsCommand.version(words.get(1));
        Optional<SecretInfo> info = SecretsCommand.look(setec, name, version);
        if (info.isPresent() && info.get().activeVersion().equals(version)) {
            throw new RefusedException(
                    "version " + version + " of " + name + " is the active one",
                    "activate another version first, or delete the whole secret");
        }
        if (call.has(CliOptions.DRY_RUN)) {
            return SecretSteps.show(call, verb, List.of(new WriteStep.DeleteVersion(name, version)), false);
        }
        Confirmation.require(
                call,
                "delete-version\0" + name + "\0" + version + "\0" + state(info),
                "this deletes version " + version + " of " + name,
                verb + " " + Confirmation.operand(name) + " " + version,
                token(words, 2));
        setec.deleteVersion(name, version);
        return SecretsWrite.done(call, verb, name, Optional.of(version), "version " + version.number() + " is deleted");
    }

    private static String state(Optional<SecretInfo> info) {
        return info.map(known -> known.versions() + " " + known.activeVersion()).orElse("");
    }

    static int prune(Invocation call, SetecClient setec) {
        List<String> words = call.words();
        if (words.isEmpty() || words.size() > 2) {
            throw new UsageException("leger secrets prune NAME --keep N [TOKEN]");
        }
        SecretName name = SecretNames.existing(words.get(0));
        String keep = call.text(CliOptions.KEEP)
                .orElseThrow(() -> new UsageException(
                        "--keep is missing: how many of the highest versions stay beside the active one"));
        if (!keep.matches("[0-9]{1,9}")) {
            throw new UsageException("--keep needs a number: " + Console.shown(keep));
        }
        WritePlan plan = SecretWriter.of(setec).planPrune(name, Keep.highest(Integer.parseInt(keep)));
        if (call.has(CliOptions.DRY_RUN) || plan.steps().isEmpty()) {
            return SecretSteps.show(call, "prune", plan.steps(), false);
        }
        Confirmation.require(
                call,
                "prune\0" + plan,
                "this deletes " + plan.steps().size() + " versions of " + name,
                "prune --keep " + keep + " " + Confirmation.operand(name),
                token(words, 1));
        return SecretSteps.show(call, "prune", plan.apply(), true);
    }

    private static Optional<String> token(List<String> words, int at) {
        return words.size() > at ? Optional.of(words.get(at)) : Optional.empty();
    }
}
