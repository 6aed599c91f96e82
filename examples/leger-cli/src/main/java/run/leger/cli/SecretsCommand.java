package run.leger.cli;

import java.util.List;
import java.util.Optional;
import run.leger.core.Json;
import run.leger.core.LegerException;
import run.leger.core.SecretBytes;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SecretVersion;
import run.leger.setec.SetecClient;

/** {@code leger secrets ...}. Values go from standard input and to standard output as they are, and nowhere else. */
final class SecretsCommand {
    private static final long MAX_VERSION = 0xffff_ffffL;

    private SecretsCommand() {}

    static int run(Invocation call) {
        if (call.words().isEmpty()) {
            throw new UsageException("leger secrets list, get, put, info, activate or delete");
        }
        String verb = call.words().get(0);
        Invocation rest = call.rest();
        try (SetecClient setec = client(call)) {
            SetecClient view = setec.with(call.callOptions());
            return switch (verb) {
                case "list" -> list(rest, view);
                case "get" -> get(rest, view);
                case "put" -> put(rest, view);
                case "info" -> info(rest, view);
                case "activate" -> activate(rest, view);
                case "delete" -> delete(rest, view);
                default -> throw new UsageException("unknown verb of leger secrets: " + Console.shown(verb));
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static SetecClient client(Invocation call) {
        return SetecClient.builder(call.setec()).build();
    }

    private static int list(Invocation call, SetecClient setec) {
        call.noWords();
        List<SecretInfo> secrets = setec.list();
        Console console = call.console();
        if (console.json()) {
            console.object(
                    "secrets list",
                    out -> out.objects(
                            "secrets",
                            secrets,
                            secret -> out.field("name", secret.name().text())
                                    .field(
                                            "active_version",
                                            secret.activeVersion().number())
                                    .field("versions", versions(secret))));
        } else {
            for (SecretInfo secret : secrets) {
                console.line(String.format(
                        "%-40s active %d of %s",
                        Console.shown(secret.name().text()),
                        secret.activeVersion().number(),
                        String.join(", ", versions(secret))));
            }
        }
        return Exit.OK;
    }

    private static int get(Invocation call, SetecClient setec) {
        SecretName name = SecretName.lenient(call.word("a secret's name"));
        if (call.console().json()) {
            throw new UsageException("leger secrets get writes the bytes as they are; --json has no place for them");
        }
        Optional<SecretVersion> version = call.text(CliOptions.VERSION_NUMBER).map(SecretsCommand::version);
        SecretValue value = version.isPresent() ? setec.getVersion(name, version.get()) : setec.get(name);
        try (SecretBytes bytes = value.value()) {
            bytes.use(copy -> {
                call.console().bytes(copy);
                return copy.length;
            });
        }
        return Exit.OK;
    }

    private static int put(Invocation call, SetecClient setec) {
        SecretName name = SecretName.of(call.word("a secret's name"));
        if (name.text().indexOf('\ufffd') >= 0) {
            throw new UsageException(
                    "the secret's name holds a character that this locale cannot carry: " + name.text(),
                    "set LC_ALL=C.UTF-8");
        }
        try (SecretBytes value = SecretBytes.take(call.standardInput())) {
            SecretVersion version = setec.put(name, value);
            Optional<SecretVersion> active = active(setec, name);
            if (call.console().json()) {
                call.console()
                        .object(
                                "secrets put",
                                out -> out.field("name", name.text())
                                        .field("version", version.number())
                                        .field(
                                                "active_version",
                                                Json.parse(active.map(v -> Long.toString(v.number()))
                                                        .orElse("null"))));
            } else {
                call.console()
                        .line("version " + version.number()
                                + active.map(v -> v.equals(version)
                                                ? ", active"
                                                : ", not active: version " + v.number() + " is")
                                        .orElse(""));
            }
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

    private static int info(Invocation call, SetecClient setec) {
        SecretInfo secret = setec.info(SecretName.lenient(call.word("a secret's name")));
        if (call.console().json()) {
            call.console()
                    .object(
                            "secrets info",
                            out -> out.field("name", secret.name().text())
                                    .field(
                                            "active_version",
                                            secret.activeVersion().number())
                                    .field("versions", versions(secret)));
        } else {
            call.console().line("name      " + Console.shown(secret.name().text()));
            call.console().line("active    " + secret.activeVersion().number());
            call.console().line("versions  " + String.join(", ", versions(secret)));
        }
        return Exit.OK;
    }

    private static int activate(Invocation call, SetecClient setec) {
        if (call.words().size() != 2) {
            throw new UsageException("leger secrets activate NAME VERSION");
        }
        SecretName name = SecretName.of(call.words().get(0));
        SecretVersion version = version(call.words().get(1));
        setec.activate(name, version);
        done(call, "activate", name, Optional.of(version), "version " + version.number() + " is active");
        return Exit.OK;
    }

    private static int delete(Invocation call, SetecClient setec) {
        if (call.words().isEmpty() || call.words().size() > 2) {
            throw new UsageException("leger secrets delete NAME [VERSION]");
        }
        SecretName name = SecretName.lenient(call.words().get(0));
        if (call.words().size() == 2) {
            SecretVersion version = version(call.words().get(1));
            setec.deleteVersion(name, version);
            done(call, "delete", name, Optional.of(version), "version " + version.number() + " is deleted");
        } else {
            // The server says yes to deleting what is not there; a slip in the name should not look like success.
            setec.info(name);
            setec.delete(name);
            done(call, "delete", name, Optional.empty(), "all versions are deleted");
        }
        return Exit.OK;
    }

    private static void done(
            Invocation call, String verb, SecretName name, Optional<SecretVersion> version, String sentence) {
        if (call.console().json()) {
            call.console().object("secrets " + verb, out -> {
                out.field("name", name.text());
                version.ifPresent(v -> out.field("version", v.number()));
            });
        } else {
            call.console().line(sentence);
        }
    }

    private static SecretVersion version(String text) {
        long number = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
        if (number < 1 || number > MAX_VERSION) {
            throw new UsageException("a version is a number from 1 to " + MAX_VERSION + ": " + Console.shown(text));
        }
        return SecretVersion.of(number);
    }

    private static List<String> versions(SecretInfo secret) {
        return secret.versions().stream().map(v -> Long.toString(v.number())).toList();
    }
}
