package io.truenow.admin.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlCall;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JdbcCallTest {

    private final BlockingDriver driver = new BlockingDriver();
    private final SqlCall call = new JdbcSqlRunner(BlockingDriver.URL, ConsoleSettings.defaults()).call("SELECT 1", 10);

    @BeforeEach
    void register() throws SQLException {
        DriverManager.registerDriver(driver);
    }

    @AfterEach
    void deregister() throws SQLException {
        DriverManager.deregisterDriver(driver);
    }

    @Test
    void cancellingReturnsAtOnceAsksTheDriverAndClosesTheConnection() throws Exception {
        CompletableFuture<ResultRows> answer = CompletableFuture.supplyAsync(call::run);
        driver.running.await();
        call.cancel();
        assertThat(answer.get(5, TimeUnit.SECONDS).failure()).isNotNull().matches(failure -> failure.cancelled());
        assertThat(driver.cancelled.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.closed.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallThatIsCancelledBeforeItRunsIsNeverSent() throws Exception {
        call.cancel();
        assertThat(call.run().failure()).isNotNull().matches(failure -> failure.cancelled());
        assertThat(driver.closed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.running.getCount()).isEqualTo(1);
    }
}
