package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.caddy.Directive;

class SiteLiteralsTest {
    private static final Map<String, Function<String, Directive>> PLACES = Map.ofEntries(
            Map.entry("bind", text -> Bind.TYPE.of(text)),
            Map.entry("bind protocols", text -> Bind.PROTOCOLS.literal(text)),
            Map.entry("admin", text -> AdminOption.ADMIN.literal(text)),
            Map.entry("key_type", text -> StandardOptions.KEY_TYPE.literal(text)),
            Map.entry("log", text -> LogDirective.TYPE.of(text)),
            Map.entry("option log", text -> LogDirective.OPTION.literal(text)),
            Map.entry("level", text -> LogDirective.LEVEL.literal(text)),
            Map.entry("order", text -> OrderOption.ORDER.literal(text, "first")),
            Map.entry("pki ca", text -> PkiOption.CA.literal(text)),
            Map.entry("servers", text -> ServerOptions.SERVERS.literal(text)),
            Map.entry("storage", text -> StandardOptions.STORAGE.literal("file_system", text)),
            Map.entry("insecure_secrets_log", text -> TlsDirective.INSECURE_SECRETS_LOG.literal(text)),
            Map.entry("tls_automate_names", text -> StandardOptions.TLS_AUTOMATE_NAMES.literal(text)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    bind                 | 127.0.0.1
                    bind                 | a.example
                    bind                 | [::1]
                    bind                 | [fe80::1%eth0]
                    bind                 | tcp6/[::1]
                    bind                 | tailscale/node
                    bind                 | unix//run/a.sock
                    bind                 | `unix//run/a.sock|0220`
                    bind                 | fd/3
                    bind protocols       | h2c
                    admin                | off
                    admin                | localhost:2019
                    admin                | [::1]:2019
                    admin                | tcp/127.0.0.1:2019
                    admin                | unix//run/caddy.sock
                    key_type             | p256
                    log                  | a b
                    option log           | default
                    level                | Warn
                    order                | my-handler
                    pki ca               | local
                    servers              | :443
                    storage              | /var/lib/caddy
                    insecure_secrets_log | /tmp/keys
                    tls_automate_names   | *.a.example
                    tls_automate_names   | localhost
                    """)
    void areWrittenWhereTheyMeanThemselves(String place, String text) {
        Directive line = PLACES.get(place).apply(text);

        assertThat(line.arguments()).anyMatch(argument -> argument.token().equals(Optional.of(text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    bind                 | ``
                    bind                 | secret:8080
                    bind                 | ::1
                    bind                 | [secret]
                    bind                 | tcp/secret
                    bind                 | */secret
                    bind                 | /secret
                    bind                 | {secret}
                    bind                 | unix/{secret}
                    bind                 | `unix//secret|0440`
                    bind                 | fd/secret
                    bind protocols       | ``
                    bind protocols       | secret
                    admin                | ``
                    admin                | secret
                    admin                | ::1:2019
                    admin                | {secret}:2019
                    admin                | localhost:secret
                    admin                | unix/secret path
                    key_type             | ``
                    key_type             | secret
                    log                  | ``
                    log                  | default
                    option log           | ``
                    level                | ``
                    level                | secret
                    order                | `secret first`
                    pki ca               | ``
                    servers              | ``
                    storage              | ``
                    insecure_secrets_log | ``
                    tls_automate_names   | ``
                    tls_automate_names   | secret!
                    tls_automate_names   | *.secret
                    tls_automate_names   | secret.
                    """)
    void areRefusedWhereCaddyWouldTakeThemForSomethingElse(String place, String text) {
        assertThatThrownBy(() -> PLACES.get(place).apply(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }
}
