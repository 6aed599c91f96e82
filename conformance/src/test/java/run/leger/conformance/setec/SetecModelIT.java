package run.leger.conformance.setec;

import java.net.URI;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import run.leger.conformance.lab.SetecIdentities;
import run.leger.setec.SetecModelSuite;

/** The model that the fake agrees with, against Setec's own handlers. */
final class SetecModelIT extends SetecModelSuite {
    @SuppressWarnings("NullAway.Init") // jqwik sets it up first
    private static SetecIdentities handlers;

    @BeforeContainer
    static void start() {
        handlers = SetecIdentities.start("""
                {"addr":"127.0.0.1:0","user":"admin@example.com","node":"admin.tail.ts.net.","rules":[
                 {"action":["get","info","put","create-version","activate","delete"],"secret":["*"]}]}""");
    }

    @AfterContainer
    static void stop() {
        handlers.close();
    }

    @Override
    protected URI address() {
        return handlers.url(0);
    }
}
