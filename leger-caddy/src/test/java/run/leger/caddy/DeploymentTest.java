package run.leger.caddy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import run.leger.core.TcpTransport;
import run.leger.core.Transport;
import run.leger.testkit.FakeCaddyAdmin;

class DeploymentTest extends DeploymentSuite {
    private static final Pattern BODY = Pattern.compile("respond (\\S+)");

    private final FakeCaddyAdmin fake = FakeCaddyAdmin.start();
    private final CaddyAdmin client = CaddyAdmin.create(fake.address());
    private final Transport transport =
            TcpTransport.builder(fake.address()).keepIdle(0).build();

    @AfterEach
    void close() {
        client.close();
        transport.close();
        fake.close();
    }

    @Override
    protected CaddyAdmin admin() {
        return client;
    }

    @Override
    protected Transport transport() {
        return transport;
    }

    @Override
    protected String listen() {
        return fake.address().getAuthority();
    }

    @Override
    protected int port() {
        return 19080;
    }

    @Override
    protected String served() {
        return fake.loaded()
                .flatMap(config -> config.at("caddyfile"))
                .map(text -> BODY.matcher(text.asText()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .orElse("");
    }

    @Override
    protected String unstartable() {
        fake.failNextLoad("loading new config: http app module: start: listening on :443: address already in use");
        return caddyfile("broken");
    }
}
