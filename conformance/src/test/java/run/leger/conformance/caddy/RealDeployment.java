package run.leger.conformance.caddy;

import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.DeploymentSuite;
import run.leger.core.Transport;

/** What the suite has to know of a real Caddy. */
abstract class RealDeployment extends DeploymentSuite {
    private static final int PORT = Ports.free();

    abstract AdminWay way();

    @Override
    protected CaddyAdmin admin() {
        return way().admin();
    }

    @Override
    protected Transport transport() {
        return way().transport();
    }

    @Override
    protected String listen() {
        return way().listen();
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
