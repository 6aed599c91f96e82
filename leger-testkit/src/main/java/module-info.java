/** Fakes of the outside systems, on real sockets, for tests and demonstrations without a tailnet. */
@SuppressWarnings("requires-automatic")
module run.leger.testkit {
    requires transitive run.leger.core;
    requires static transitive org.jspecify;
    requires org.apache.httpcomponents.core5.httpcore5;

    exports run.leger.testkit;
}
