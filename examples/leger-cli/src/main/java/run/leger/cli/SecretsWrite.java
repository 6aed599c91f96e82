package run.leger.cli;

import java.util.List;
import java.util.Optional;
import run.leger.core.LegerException;
import run.leger.core.NotFoundException;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;
import run.leger.setec.write.Expect;
import run.leger.setec.write.SecretWriter;
import run.leger.setec.write.WritePlan;
import run.leger.setec.write.WriteStep;

/** {@code leger secrets put|create-version|activate}. */
final class SecretsWrite {
    private SecretsWrite() {}

    static int put(Invocation call, SetecClient setec) {
        if (call.words().size() > 1) {
            // They are not repeated: the second may be the value.
            throw new UsageException(
                    "only the secret's name is a word of this command: other users can see what is typed there",
                    "the value on standard input, or --from-file FILE");
        }
        SecretName name = SecretNames.writable(call, call.word("a secret's name"));
        boolean activate = call.has(CliOptions.ACTIVATE);
        if (!activate && call.text(CliOptions.EXPECT).isPresent()) {
            throw new UsageException("--expect is for --activate: a put alone replaces nothing");
        }
        Expect expected =
                call.text(CliOptions.EXPECT).map(SecretsWrite::expected).orElse(Expect.anything());
        try (SecretBytes value = SecretInput.read(call)) {
            if (activate) {
                WritePlan plan = SecretWriter.of(setec).planPutAndActivate(name, value, expected);
                if (call.has(CliOptions.DRY_RUN)) {
                    return SecretSteps.show(call, "put", plan.steps(), false);
                }
                WriteStep.Put put = (WriteStep.Put) plan.apply().get(0);
                return stored(call, name, put.version().orElseThrow(), put.version());
            }
            if (call.has(CliOptions.DRY_RUN)) {
                return SecretSteps.show(
                        call,
                        "put",
                        List.of(new WriteStep.Put(
                                name,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                creates(setec, name, Optional.empty()))),
                        false);
            }
            SecretVersion version = setec.put(name, value);
            return stored(call, name, version, active(setec, name));
        }
    }

    private static Expect expected(String text) {
        return text.equals("0") ? Expect.absent() : Expect.version(SecretsCommand.version(text));
    }

    /**
     * Fails unless what {@code --expect} names is active; the server cannot compare and set, so a writer who comes between this look and the write
     * is not kept out.
     */
    private static void requireExpected(Invocation call, SetecClient setec, SecretName name) {
        Optional<String> text = call.text(CliOptions.EXPECT);
        if (text.isEmpty()) {
            return;
        }
        Optional<SecretVersion> expected =
                text.get().equals("0") ? Optional.empty() : Optional.of(SecretsCommand.version(text.get()));
        Optional<SecretVersion> found;
        try {
            found = Optional.of(setec.info(name).activeVersion());
        } catch (NotFoundException e) {
            found = Optional.empty();
        }
        if (!found.equals(expected)) {
            throw new RefusedException(
                    "expected " + words(expected) + " to be active, found " + words(found) + "; nothing was changed",
                    "look at what the other writer did: leger secrets info");
        }
    }

    private static String words(Optional<SecretVersion> active) {
        return active.map(version -> "version " + version).orElse("no secret");
    }

    private static int stored(Invocation call, SecretName name, SecretVersion version, Optional<SecretVersion> active) {
        Console console = call.console();
        if (console.json()) {
            console.object("secrets put", out -> {
                out.field("name", name.text()).field("version", version.number());
                SecretSteps.version(out, "active_version", active);
            });
            return Exit.OK;
        }
        console.line("version " + version.number()
                + active.map(v -> v.equals(version) ? ", active" : ", not active: version " + v.number() + " is")
                        .orElse(""));
        if (active.isPresent() && !active.get().equals(version)) {
            console.note("    to activate it: leger secrets activate " + Console.shown(Confirmation.operand(name)) + " "
                    + version.number());
        }
        return Exit.OK;
    }

    /** The value is stored already: who may write and not look has succeeded all the same. */
    private static Optional<SecretVersion> active(SetecClient setec, SecretName name) {
        try {
            return Optional.of(setec.info(name).activeVersion());
        } catch (LegerException e) {
            return Optional.empty();
        }
    }

    /** Tells whether there is no such secret yet; fails where a version of it is there that is to be created. */
    private static boolean creates(SetecClient setec, SecretName name, Optional<SecretVersion> created) {
        try {
            Optional<SecretInfo> info = SecretsCommand.look(setec, name);
            if (info.isPresent()
                    && created.filter(info.get().versions()::contains).isPresent()) {
                throw new RefusedException(
                        "version " + created.get() + " of " + name + " is used already", "a number that it never had");
            }
            return false;
        } catch (NotFoundException e) {
            return true;
        }
    }

    static int createVersion(Invocation call, SetecClient setec) {
        if (call.words().size() != 2) {
            throw new UsageException("leger secrets create-version NAME VERSION");
        }
        SecretName name = SecretNames.writable(call, call.words().get(0));
        SecretVersion version = SecretsCommand.version(call.words().get(1));
        try (SecretBytes value = SecretInput.read(call)) {
            requireExpected(call, setec, name);
            if (call.has(CliOptions.DRY_RUN)) {
                return SecretSteps.show(
                        call,
                        "create-version",
                        List.of(
                                new WriteStep.Put(
                                        name,
                                        Optional.of(version),
                                        Optional.empty(),
                                        Optional.empty(),
                                        creates(setec, name, Optional.of(version))),
                                new WriteStep.Activate(name, Optional.of(version), Optional.empty())),
                        false);
            }
            setec.createVersion(name, version, value);
        }
        return done(call, "create-version", name, Optional.of(version), "version " + version.number() + ", active");
    }

    static int activate(Invocation call, SetecClient setec) {
        if (call.words().size() != 2) {
            throw new UsageException("leger secrets activate NAME VERSION");
        }
        SecretName name = SecretNames.existing(call.words().get(0));
        SecretVersion version = SecretsCommand.version(call.words().get(1));
        requireExpected(call, setec, name);
        if (call.has(CliOptions.DRY_RUN)) {
            Optional<SecretVersion> before =
                    SecretsCommand.look(setec, name, version).map(SecretInfo::activeVersion);
            return SecretSteps.show(
                    call, "activate", List.of(new WriteStep.Activate(name, Optional.of(version), before)), false);
        }
        setec.activate(name, version);
        return done(call, "activate", name, Optional.of(version), "version " + version.number() + " is active");
    }

    static int done(Invocation call, String verb, SecretName name, Optional<SecretVersion> version, String sentence) {
        if (call.console().json()) {
            call.console().object("secrets " + verb, out -> {
                out.field("name", name.text());
                version.ifPresent(v -> out.field("version", v.number()));
            });
        } else {
            call.console().line(sentence);
        }
        return Exit.OK;
    }
}
