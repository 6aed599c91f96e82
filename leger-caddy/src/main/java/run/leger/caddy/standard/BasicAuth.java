package run.leger.caddy.standard;

import java.util.Optional;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Slot;
import run.leger.caddy.grammar.ValueType;
import run.leger.caddy.grammar.Values;

/** {@code basic_auth [matcher] [bcrypt|argon2id [<realm>]] { <user> <hash> }}: asks for a user and a password. The names of the lines are the users. */
public final class BasicAuth {
    /** How passwords are hashed. */
    public static final Slot<String> ALGORITHM = new Slot<>(0, "hash algorithm", Values.word("bcrypt", "argon2id"));
    /** What browsers tell their users that the password is for. */
    public static final Slot<Argument> REALM = new Slot<>(1, "realm", Values.verbatim());
    /** The hash of a user's password, as {@code caddy hash-password} prints it; in the line of the user. */
    public static final Slot<Argument> HASH = new Slot<>(0, "hash", hash());
    /** The directive. */
    public static final DirectiveType TYPE = DirectiveType.handler("basic_auth", shape());
    /** The directive by its old name. */
    public static final DirectiveType DEPRECATED = DirectiveType.handler("basicauth", shape());

    private BasicAuth() {}

    private static Shape shape() {
        Shape accounts = Shape.of().optional(ALGORITHM, REALM).blockOf(Shape.of(HASH));
        return accounts.rule(BasicAuth::users);
    }

    private static ValueType<Argument> hash() {
        return Values.text()
                .where(token -> token.isEmpty()
                        ? Optional.of("username and password cannot be empty or missing")
                        : Optional.empty())
                .examples("$2a$14$Zkx19XLiW6VYouLHR5NmfOFU0z2GTNmpkT/5qqR7hx4IjWJPDhjvG", "{env.HASH}")
                .mistakes("");
    }

    private static void users(Directive line, Report report) {
        Lines.of(line)
                .filter(account -> account.name().isEmpty())
                .forEach(account -> report.error(account, "username and password cannot be empty or missing"));
    }
}
