package run.leger.cli;

import java.util.List;
import java.util.Locale;
import run.leger.setec.SetecClient;
import run.leger.setec.write.Difference;
import run.leger.setec.write.SecretWriter;
import run.leger.setec.write.WritePlan;
import run.leger.setec.write.WriteStep;

/** {@code leger secrets diff|copy}: what begins with one prefix beside what begins with another. */
final class SecretsPrefixes {
    private SecretsPrefixes() {}

    static int diff(Invocation call, SetecClient setec) {
        List<String> prefixes = prefixes(call, "diff");
        List<Difference> all = SecretWriter.of(setec).diff(prefixes.get(0), prefixes.get(1));
        if (all.isEmpty()) {
            throw none(prefixes.get(0) + " or " + prefixes.get(1));
        }
        boolean same = all.stream().allMatch(difference -> difference.kind() == Difference.Kind.SAME);
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "secrets diff",
                    out -> out.field("same", same).objects("secrets", all, difference -> {
                        out.field("name", difference.suffix())
                                .field("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                                .field("left", difference.left().text());
                        SecretSteps.version(out, "left_version", difference.leftVersion());
                        out.field("right", difference.right().text());
                        SecretSteps.version(out, "right_version", difference.rightVersion());
                        out.field(
                                "error",
                                difference.failure().map(Throwable::getMessage).orElse(null));
                    }));
        } else {
            for (Difference difference : all) {
                if (difference.kind() != Difference.Kind.SAME || call.has(CliOptions.VERBOSE)) {
                    console.line(word(difference, prefixes) + "  " + Console.shown(difference.suffix()));
                }
                difference.failure().ifPresent(e -> console.note("leger: " + Console.shownLines(e.getMessage())));
            }
        }
        return same ? Exit.OK : Exit.REFUSED;
    }

    private static String word(Difference difference, List<String> prefixes) {
        return switch (difference.kind()) {
            case SAME -> "same";
            case DIFFERENT -> "differs";
            case ONLY_LEFT -> "only in " + Console.shown(prefixes.get(0));
            case ONLY_RIGHT -> "only in " + Console.shown(prefixes.get(1));
            case UNKNOWN -> "unknown";
        };
    }

    static int copy(Invocation call, SetecClient setec) {
        List<String> prefixes = prefixes(call, "copy");
        if (prefixes.contains("") && !call.has(CliOptions.YES)) {
            throw new UsageException("an empty prefix is the place of all secrets", "--yes, where that is meant");
        }
        WritePlan plan = SecretWriter.of(setec).planCopy(prefixes.get(0), prefixes.get(1));
        if (plan.steps().isEmpty()
                && setec.list().stream().noneMatch(info -> info.name().text().startsWith(prefixes.get(0)))) {
            throw none(prefixes.get(0));
        }
        if (call.has(CliOptions.DRY_RUN)) {
            return SecretSteps.show(call, "copy", plan.steps(), false);
        }
        long replaced = plan.steps().stream()
                .filter(WriteStep.Activate.class::isInstance)
                .count();
        if (replaced > 0 && !call.has(CliOptions.YES)) {
            throw new UsageException(
                    "this gives " + replaced + " secrets below " + prefixes.get(1) + " another value, and was not done",
                    "look with --dry-run, then --yes");
        }
        return SecretSteps.show(call, "copy", plan.apply(), true);
    }

    /** A slip in a prefix should not look as if all were well. */
    static RefusedException none(String prefix) {
        return new RefusedException(
                "no secret that this device may see begins with " + prefix, "see what there is: leger secrets list");
    }

    private static List<String> prefixes(Invocation call, String verb) {
        if (call.words().size() != 2) {
            throw new UsageException("leger secrets " + verb + " PREFIX PREFIX");
        }
        return call.words();
    }
}
