package io.truenow.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.truenow.admin.access.SessionCaller;
import io.truenow.admin.port.AuditControl;
import io.truenow.admin.port.ConsoleAccess;
import io.truenow.admin.shell.ConsoleLayout;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The screens of the control plane, with doubles behind their ports, as people of several roles see them. */
@ContextConfiguration(classes = {ControlScreensTest.Doubles.class})
@ViewPackages(packages = "io.truenow.admin")
@DirtiesContext(classMode = DirtiesContext.ClassMode.BEFORE_EACH_TEST_METHOD)
class ControlScreensTest extends SpringBrowserlessTest {

    private static final Principal ADMIN = new Principal("default", "key_a", Role.ADMIN);
    private static final Principal READER = new Principal("default", "key_r", Role.READER);
    private static final Principal OTHER = new Principal("other", "key_o", Role.ADMIN);

    /** Who is logged in; null after the key was revoked. */
    static final class Session implements ConsoleAccess {

        private Authentication now = new Authentication.Granted(ADMIN);

        @Override
        public boolean demanded() {
            return true;
        }

        @Override
        public Authentication login(String key, String address) {
            return now;
        }

        @Override
        public Authentication again(String key) {
            return now;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Doubles extends ScreensTest.Base {

        @Bean
        Session session() {
            return new Session();
        }

        @Bean
        @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
        SessionCaller caller(Session session) {
            return new SessionCaller(session, "a-key", null);
        }

        @Bean
        FakeTables tables() {
            return new FakeTables(false);
        }

        @Bean
        FakeSchemas schemas() {
            return new FakeSchemas(false);
        }

        @Bean
        AuditControl audit() {
            return caller -> {
                caller.requireServer();
                return new AuditControl.Verified(7, 1, "7:ab", null);
            };
        }

        @Bean
        FakeServer server() {
            return new FakeServer();
        }

        @Bean
        FakeKeys keys() {
            return new FakeKeys(false);
        }
    }

    @Autowired
    private Session session;

    @BeforeEach
    void begin() {
        as(ADMIN);
    }

    private void as(Principal principal) {
        session.now = new Authentication.Granted(principal);
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            roundTrip();
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static void open(String path) {
        UI.getCurrent().navigate(path);
    }

    private boolean shows(Class<? extends Component> type, String text) {
        return find(type).all().stream()
                .anyMatch(
                        component -> component.getElement().getTextRecursively().contains(text));
    }

    private boolean hasButton(String text) {
        return find(Button.class).all().stream()
                .anyMatch(button -> button.getText().equals(text));
    }

    private void press(String button) {
        test(find(Button.class).withText(button).single()).click();
    }

    @Test
    void keysAreListedAndWhatIsNotKnownIsNotInvented() {
        open("keys");
        until(() -> shows(Span.class, "2 keys"));
        Grid<?> grid = find(Grid.class).single();
        assertThat(test(grid).getCellText(0, 1)).isEqualTo("writer");
        assertThat(test(grid).getCellText(0, 2)).isEqualTo("shop.orders (read and write)");
        assertThat(test(grid).getCellText(1, 2)).isEqualTo("all of the tenant");
    }

    @Test
    void theTextOfAKeyIsShownOnce() {
        open("keys");
        until(() -> shows(Span.class, "2 keys"));
        press("New key");
        press("Make the key");
        until(() -> shows(Paragraph.class, "A key has a name."));
        test(find(TextField.class).withCaption("Name").single()).setValue("a-program");
        press("Make the key");
        until(() -> shows(Dialog.class, "it will not be shown again"));
        assertThat(shows(Dialog.class, "ttd_live_new-text")).isTrue();
        press("I have it");
        until(() -> shows(Span.class, "3 keys"));
        assertThat(UI.getCurrent().getElement().getTextRecursively()).doesNotContain("ttd_live_new-text");
    }

    @Test
    void aKeyIsRotatedWithAnOverlap() {
        open("keys/key_1");
        until(() -> shows(H1.class, "producer-service"));
        press("Rotate");
        test(find(IntegerField.class).single()).setValue(2);
        press("Make a new text");
        until(() -> shows(Dialog.class, "ttd_live_text-for-7200"));
    }

    @Test
    void aKeyIsRevokedOnlyByWhoTypesItsName() {
        open("keys/key_2");
        until(() -> shows(H1.class, "dashboard"));
        press("Revoke");
        Button revoke = find(Button.class).withText("Revoke").all().getLast();
        assertThat(revoke.isEnabled()).isFalse();
        test(find(TextField.class).single()).setValue("dashboard");
        test(revoke).click();
        until(() -> shows(Span.class, "1 key ·"));
        assertThat(find(H1.class).single().getText()).isEqualTo("Keys");
    }

    @Test
    void aReaderIsToldThatKeysAreForAdministrators() {
        as(READER);
        open("keys");
        until(() -> shows(H2.class, "The keys are not shown"));
        assertThat(shows(Paragraph.class, "The role [reader] may not do this; it takes [admin]."))
                .isTrue();
        assertThat(hasButton("New key")).isFalse();
        assertThat(menu()).contains("Home", "Tables", "Schemas").doesNotContain("Keys", "Audit", "Tenants", "Settings");
        as(ADMIN);
        assertThat(menu()).contains("Keys", "Audit", "Tenants", "Settings");
        as(OTHER);
        assertThat(menu()).contains("Keys", "Audit").doesNotContain("Tenants");
    }

    /** Of a frame that is opened now. */
    private List<String> menu() {
        return labels(new ConsoleLayout(new SessionCaller(session, "a-key", null)))
                .toList();
    }

    private static Stream<String> labels(Component place) {
        return place.getChildren()
                .flatMap(child -> child instanceof SideNav nav
                        ? nav.getItems().stream().map(SideNavItem::getLabel)
                        : labels(child));
    }

    @Test
    void anotherTenantsKeysAreNotThere() {
        as(OTHER);
        open("keys");
        until(() -> shows(Span.class, "1 key ·"));
        assertThat(shows(Main.class, "producer-service")).isFalse();
        open("keys/key_1");
        until(() -> shows(H2.class, "There is no key [key_1]"));
        UI.getCurrent().navigate("keys", QueryParameters.of("tenant", "default"));
        until(() -> shows(Paragraph.class, "This is for the tenant [default]"));
    }

    @Test
    void aRevokedKeyChangesNothingAnyMore() {
        open("keys/key_2");
        until(() -> shows(H1.class, "dashboard"));
        press("Rotate");
        session.now = new Authentication.Denied("invalid API key");
        press("Make a new text");
        until(() -> shows(Paragraph.class, "The key of this session is not taken any more."));
        assertThat(shows(Div.class, "ttd_live_text")).isFalse();
    }

    @Test
    void tablesAreListedWithStateSchemaAndRetention() {
        open("tables");
        until(() -> shows(Span.class, "2 tables"));
        Grid<?> grid = find(Grid.class).single();
        assertThat(test(grid).getCellText(0, 2)).isEqualTo("active");
        assertThat(test(grid).getCellText(0, 3)).isEqualTo("shop.order");
        assertThat(test(grid).getCellText(0, 4)).isEqualTo("30 days");
        assertThat(test(grid).getCellText(1, 3)).isEqualTo("none");
        assertThat(test(grid).getCellText(1, 4)).isEqualTo("for ever");
    }

    @Test
    void aTableIsPausedAndResumed() {
        open("tables/shop/orders");
        until(() -> shows(Div.class, "Events stored1,234,567"));
        press("Pause");
        test(find(Button.class).withText("Pause").all().getLast()).click();
        until(() -> shows(Div.class, "Statepaused"));
        press("Resume");
        test(find(Button.class).withText("Resume").all().getLast()).click();
        until(() -> shows(Div.class, "Stateactive"));
    }

    @Test
    void descriptionAndRetentionOfATableAreChanged() {
        open("tables/git/changes");
        until(() -> shows(H1.class, "git.changes"));
        assertThat(shows(Div.class, "Events stored–")).isTrue();
        press("Change");
        test(find(TextField.class).single()).setValue("Commits of five projects");
        test(find(Select.class).single()).selectItem("by age");
        test(find(IntegerField.class).single()).setValue(0);
        test(find(Button.class).withText("Change").all().getLast()).click();
        until(() -> shows(Paragraph.class, "Events are kept for 1 to 3650 days, not [0]."));
        test(find(IntegerField.class).single()).setValue(14);
        test(find(Button.class).withText("Change").all().getLast()).click();
        until(() -> shows(Div.class, "Events are kept14 days"));
        assertThat(shows(Div.class, "DescriptionCommits of five projects")).isTrue();
    }

    @Test
    void aTableIsDeletedOnlyByWhoTypesItsName() {
        open("tables/shop/orders");
        until(() -> shows(H1.class, "shop.orders"));
        press("Delete");
        assertThat(shows(Dialog.class, "The table and 1,234,567 events are deleted for good."))
                .isTrue();
        Button delete = find(Button.class).withText("Delete").all().getLast();
        test(find(TextField.class).single()).setValue("orders");
        assertThat(delete.isEnabled()).isFalse();
        test(find(TextField.class).single()).setValue("shop.orders");
        test(delete).click();
        until(() -> shows(Span.class, "2 tables"));
        assertThat(test(find(Grid.class).single()).getCellText(0, 2)).isEqualTo("deleting");
    }

    @Test
    void aReaderSeesTablesAndNoButtonThatChangesOne() {
        as(READER);
        open("tables/shop/orders");
        until(() -> shows(H1.class, "shop.orders"));
        assertThat(hasButton("Pause")).isFalse();
        assertThat(hasButton("Change")).isFalse();
        assertThat(hasButton("Delete")).isFalse();
    }

    @Test
    void whoLosesTheRoleWhileADialogIsOpenIsRefused() {
        open("tables/shop/orders");
        until(() -> shows(H1.class, "shop.orders"));
        press("Pause");
        as(READER);
        test(find(Button.class).withText("Pause").all().getLast()).click();
        until(() -> shows(Paragraph.class, "The role [reader] may not do this; it takes [writer]."));
    }

    @Test
    void anotherTenantsTablesAreNotThere() {
        as(OTHER);
        open("tables");
        until(() -> shows(Span.class, "1 table"));
        open("tables/shop/orders");
        until(() -> shows(H2.class, "The table is not shown"));
        assertThat(shows(Main.class, "What customers bought")).isFalse();
    }

    @Test
    void aSchemaShowsItsVersionsItsDefinitionAndWhatItChanged() {
        open("schemas");
        until(() -> shows(Span.class, "1 schema"));
        open("schemas/sch_1");
        until(() -> shows(H2.class, "Definition of version 2"));
        until(() -> shows(Pre.class, "\"currency\": {"));
        until(() -> shows(ListItem.class, "/properties/currency property \"currency\" added from 1 to 2"));
        open("schemas/sch_1/1");
        until(() -> shows(H2.class, "Definition of version 1"));
        open("schemas/sch_1/7");
        until(() -> shows(Paragraph.class, "There is no version [7]."));
    }

    @Test
    void aVersionIsSavedOnlyAfterItWasComparedAndFits() {
        open("schemas/sch_1");
        until(() -> hasButton("New version"));
        press("New version");
        until(() -> hasButton("Save the version"));
        Button save = find(Button.class).withText("Save the version").single();
        assertThat(save.isEnabled()).isFalse();
        test(find(TextArea.class).single()).setValue("{\"breaks\":1}");
        press("Check compatibility");
        until(() -> shows(ListItem.class, "The field \"currency\" is required now."));
        assertThat(save.isEnabled()).isFalse();
        test(find(TextArea.class).single()).setValue("{\"title\":\"x\"}");
        press("Check compatibility");
        until(() -> shows(Paragraph.class, "It is compatible with version 2."));
        assertThat(save.isEnabled()).isTrue();
        test(find(TextArea.class).single()).setValue("{\"title\":\"y\"}");
        assertThat(save.isEnabled()).as("another text was not compared").isFalse();
        press("Check compatibility");
        until(() -> shows(Paragraph.class, "It is compatible with version 2."));
        assertThat(save.isEnabled()).isTrue();
        test(save).click();
        until(() -> shows(H2.class, "Definition of version 3"));
    }

    @Test
    void aVersionIsDeprecated() {
        open("schemas/sch_1/1");
        until(() -> hasButton("Deprecate version 1"));
        press("Deprecate version 1");
        test(find(TextField.class).single()).setValue("order 1");
        test(find(Button.class).withText("Deprecate").single()).click();
        until(() -> test(find(Grid.class).single()).getCellText(1, 1).equals("deprecated"));
        assertThat(hasButton("Deprecate version 1")).isFalse();
    }

    @Test
    void aReaderSeesSchemasAndNoButtonThatChangesOne() {
        as(READER);
        open("schemas");
        until(() -> shows(Span.class, "1 schema"));
        assertThat(hasButton("New schema")).isFalse();
        open("schemas/sch_1");
        until(() -> shows(H1.class, "order"));
        assertThat(hasButton("New version")).isFalse();
        assertThat(hasButton("Deprecate version 2")).isFalse();
    }

    @Test
    void anotherTenantsSchemasAreNotThere() {
        as(OTHER);
        open("schemas");
        until(() -> shows(H2.class, "No schemas yet"));
        open("schemas/sch_1");
        until(() -> shows(H2.class, "The schema is not shown"));
    }

    @Test
    void factsArePagedAndFiltered() {
        open("audit");
        until(() -> shows(Span.class, "Facts 1 to 100 of"));
        Grid<?> grid = find(Grid.class).single();
        assertThat(test(grid).getCellText(0, 1)).isEqualTo("key_admin");
        assertThat(test(grid).getCellText(1, 5)).isEqualTo("–");
        press("Older");
        until(() -> shows(Span.class, "Facts 101 to 130 of"));
        assertThat(find(Button.class).withText("Older").single().isEnabled()).isFalse();
        test(find(TextField.class).withCaption("Who").single()).setValue("nobody");
        press("Filter");
        until(() -> shows(H2.class, "No facts"));
    }

    @Test
    void aFactIsShownBesideTheOneBeforeIt() {
        UI.getCurrent()
                .navigate(
                        "audit",
                        QueryParameters.simple(
                                Map.of("of", "table:default/shop/orders", "type", "TableConfigured", "n", "4")));
        until(() -> shows(NativeTable.class, "Before (fact 2)"));
        assertThat(shows(NativeTable.class, "requestedBylocalkey_admin")).isTrue();
    }

    @Test
    void theChainIsVerifiedOnDemandByWhoManagesTheServer() {
        open("audit");
        until(() -> hasButton("Verify the chain"));
        assertThat(shows(Main.class, "chain is intact")).isFalse();
        press("Verify the chain");
        until(() -> shows(H2.class, "The chain is intact"));
        assertThat(shows(Paragraph.class, "7 facts are chained, 1 wait.")).isTrue();
        as(OTHER);
        open("audit");
        until(() -> shows(Span.class, "Facts 1 to 100 of"));
        assertThat(hasButton("Verify the chain")).isFalse();
    }

    @Test
    void aReaderIsToldThatFactsAreForOperators() {
        as(READER);
        open("audit");
        until(() -> shows(Paragraph.class, "The role [reader] may not do this; it takes [operator]."));
    }

    @Test
    void aTenantIsMadeAndSuspended() {
        open("tenants");
        until(() -> shows(Span.class, "1 tenant"));
        press("New tenant");
        test(find(TextField.class).single()).setValue("acme");
        press("Make the tenant");
        until(() -> shows(H1.class, "acme"));
        press("Suspend");
        test(find(TextField.class).single()).setValue("acme");
        test(find(Button.class).withText("Suspend").all().getLast()).click();
        until(() -> shows(Div.class, "Statesuspended"));
        press("Resume");
        test(find(Button.class).withText("Resume").all().getLast()).click();
        until(() -> shows(Div.class, "Stateactive"));
    }

    @Test
    void tenantsAreForWhoManagesTheServer() {
        as(OTHER);
        open("tenants");
        until(() -> shows(Paragraph.class, "This is for the tenant [default]"));
        assertThat(hasButton("New tenant")).isFalse();
    }

    @Test
    void settingsAreChangedAndRolledBack() {
        open("settings");
        until(() -> shows(Span.class, "Epoch 1 is in force"));
        assertThat(find(Button.class).withText("Roll back").single().isEnabled())
                .isFalse();
        press("Change");
        TextField days =
                find(TextField.class).withCaption("retention.default_days").single();
        test(find(Button.class).withText("Change").all().getLast()).click();
        until(() -> shows(Paragraph.class, "Nothing differs from the values in force."));
        test(days).setValue("30");
        test(find(Button.class).withText("Change").all().getLast()).click();
        until(() -> shows(Span.class, "Epoch 2 is in force"));
        assertThat(test(find(Grid.class).all().getLast()).getCellText(0, 2)).isEqualTo("retention.default_days = 30");
        press("Roll back");
        test(find(Button.class).withText("Roll back").all().getLast()).click();
        until(() -> shows(Span.class, "Epoch 3 is in force"));
        assertThat(test(find(Grid.class).all().getFirst()).getCellText(2, 1)).isEqualTo("365");
    }

    @Test
    void anotherTenantsAdministratorSeesSettingsAndChangesNone() {
        as(OTHER);
        open("settings");
        until(() -> shows(Span.class, "Epoch 1 is in force"));
        assertThat(hasButton("Change")).isFalse();
        assertThat(hasButton("Roll back")).isFalse();
    }
}
