package run.leger.cli;

import run.leger.setec.SecretName;

/** Reads names of secrets from the command line. */
final class SecretNames {
    private SecretNames() {}

    /** Reads the name of a secret that should be there. */
    static SecretName existing(String text) {
        // As from a variable that was not set; the server would only say that there is no such secret.
        if (text.isEmpty()) {
            throw new UsageException("a secret's name is empty");
        }
        return SecretName.lenient(text);
    }

    /** Reads a name under which something is to be stored. */
    static SecretName writable(Invocation call, String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new UsageException("a new secret's name cannot hold a control character: " + Console.shown(text));
        }
        if (text.indexOf('\ufffd') >= 0) {
            throw new UsageException(
                    "the secret's name holds a character that this locale cannot carry: " + Console.shown(text),
                    "set LC_ALL=C.UTF-8");
        }
        if (text.indexOf('*') < 0) {
            return existing(text);
        }
        if (!call.has(CliOptions.YES)) {
            throw new UsageException(
                    "a * in a secret's name is a wildcard in access rules, so that a rule for it would match other secrets: "
                            + Console.shown(text),
                    "another name, or --yes, where that is meant");
        }
        return SecretName.lenient(text);
    }
}
