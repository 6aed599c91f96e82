package run.leger.conformance.caddy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.DeploymentSuite;
import run.leger.core.Transport;

/** The suite against the real Caddy, over a Unix socket. */
class DeploymentUnixIT extends DeploymentSuite {
    private static final int PORT = Ports.free();

    private static AdminWay way;

    @BeforeAll
    static void start() {
        way = AdminWay.overUnixSocket();
    }

    @AfterAll
    static void stop() {
        way.close();
    }

    @Override
    protected CaddyAdmin admin() {
        return way.admin();
    }

    @Override
    protected Transport transport() {
        return way.transport();
    }

    @Override
    protected String listen() {
        return way.listen();
    }

    @Override
    protected int port() {
        return PORT;
    }

    @Override
    protected String served() {
        return Ports.served(PORT);
    }

    @Override
    protected String unstartable() {
        return caddyfile("broken\n\ttls /nonexistent/certificate.pem /nonexistent/key.pem");
    }
}
