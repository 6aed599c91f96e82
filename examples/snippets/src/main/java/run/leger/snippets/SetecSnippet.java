package run.leger.snippets;

import java.net.URI;
import java.util.function.Function;
import run.leger.setec.SecretName;
import run.leger.setec.SecretValue;
import run.leger.setec.SetecClient;

final class SetecSnippet {
    private SetecSnippet() {}

    /** The bytes that a database takes as its password. */
    interface Database {
        Function<byte[], Boolean> login();
    }

    static boolean run(URI server, Database database) {
        // snippet: setec
        SecretName name = SecretName.of("prod/database/password");
        try (SetecClient setec = SetecClient.create(server);
                SecretValue password = setec.get(name)) {
            return password.value().use(database.login());
        }
        // end
    }
}
