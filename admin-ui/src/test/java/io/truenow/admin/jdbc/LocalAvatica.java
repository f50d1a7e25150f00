package io.truenow.admin.jdbc;

import java.sql.SQLException;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.jdbc.JdbcMeta;
import org.apache.calcite.avatica.remote.LocalJsonService;
import org.apache.calcite.avatica.remote.LocalService;
import org.apache.calcite.avatica.remote.Service;

/** A real Calcite behind the real remote driver, with every request and answer as JSON text but no network between them. */
public final class LocalAvatica implements Service.Factory {

    static final String URL = "jdbc:avatica:remote:factory=" + LocalAvatica.class.getName();

    private static final Service SERVICE = service();

    /** Made by the driver. */
    public LocalAvatica() {}

    @Override
    public Service create(AvaticaConnection connection) {
        return new LocalJsonService(SERVICE);
    }

    private static Service service() {
        try {
            Meta meta = new JdbcMeta("jdbc:calcite:lex=MYSQL_ANSI;fun=standard,postgresql;conformance=BABEL");
            return new LocalService(meta);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
