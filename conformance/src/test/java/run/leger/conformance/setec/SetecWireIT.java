package run.leger.conformance.setec;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import run.leger.conformance.lab.SetecIdentities;
import run.leger.core.Json;
import run.leger.setec.SetecWireSuite;

/** The wire of Setec's own handlers. */
final class SetecWireIT extends SetecWireSuite {
    private static SetecIdentities handlers;

    @BeforeAll
    static void start() {
        handlers = SetecIdentities.start("""
                {"addr":"127.0.0.1:0","user":"admin@example.com","node":"admin.tail.ts.net.","rules":[
                 {"action":["get","info","put","create-version","activate","delete"],"secret":["*"]}]}""", """
                {"addr":"127.0.0.1:0","user":"none@example.com","node":"none.tail.ts.net."}""", """
                {"addr":"127.0.0.1:0","tags":["tag:ci"],"node":"ci.tail.ts.net.","rules":[{"action":["get"],"secret":["*"]}]}""", """
                {"addr":"127.0.0.1:0","fail":true}""");
    }

    @AfterAll
    static void stop() {
        handlers.close();
    }

    @Override
    protected URI address(String identity) {
        return handlers.url(
                switch (identity) {
                    case "admin" -> 0;
                    case "none" -> 1;
                    case "ci" -> 2;
                    default -> 3;
                });
    }

    @Override
    protected List<String> audit(String secret) {
        return handlers.audit().stream()
                .map(Json::parse)
                .filter(entry -> entry.at("secret").map(Json::asText).equals(Optional.of(secret)))
                .map(entry -> entry.at("action").orElseThrow().asText()
                        + (entry.at("authorized").orElseThrow().toString().equals("true") ? "" : " denied")
                        + entry.at("secretVersion")
                                .map(version -> " " + version)
                                .orElse(""))
                .toList();
    }
}
