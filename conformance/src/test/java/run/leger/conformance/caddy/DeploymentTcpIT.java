package run.leger.conformance.caddy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The suite against the real Caddy, over TCP. */
class DeploymentTcpIT extends RealDeployment {
    private static AdminWay way;

    @BeforeAll
    static void start() {
        way = AdminWay.overTcp();
    }

    @AfterAll
    static void stop() {
        way.close();
    }

    @Override
    AdminWay way() {
        return way;
    }
}
