package run.leger.conformance.setec;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.conformance.lab.SetecIdentities;
import run.leger.setec.SetecRulesSuite;

/** The rules of Setec's own handlers. */
final class SetecRulesIT extends SetecRulesSuite {
    private static SetecIdentities handlers;

    @BeforeAll
    static void start() {
        handlers = SetecIdentities.start("""
                {"addr":"127.0.0.1:0","user":"admin@example.com","node":"admin.tail.ts.net.","rules":[
                 {"action":["get","info","put","create-version","activate","delete"],"secret":["*"]}]}""", """
                {"addr":"127.0.0.1:0","user":"caller@example.com","node":"caller.tail.ts.net.","rules":[
                 {"action":["get","fly"],"secret":["stars/a*c*/d","exact",""]},
                 {"action":["delete"],"secret":["both/*"]},
                 {"action":["info"],"secret":["both/*"]}]}""");
    }

    @AfterAll
    static void stop() {
        handlers.close();
    }

    @Override
    protected URI admin() {
        return handlers.url(0);
    }

    @Override
    protected URI caller() {
        return handlers.url(1);
    }
}
