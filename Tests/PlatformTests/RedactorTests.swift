import Platform
import Testing

@Suite struct RedactorTests {
    @Test(arguments: [
        ("token cs_p_0a1b2c, and cs_r_ff.", "token cs_p_***, and cs_r_***."),
        ("cs_z_ABC/cs_q_1", "cs_z_***/cs_q_***"),
        ("host=db password=hunter2 user=x", "host=db password=*** user=x"),
        ("host=db password = 'hun ter\\'2' user=x", "host=db password = '***' user=x"),
        ("PGPASSWORD=hunter2", "PGPASSWORD=***"),
        ("?sslpassword=hunter2&x=1", "?sslpassword=***&x=1"),
        ("{\"Password\": \"hunter2\"}", "{\"Password\": \"***\"}"),
        ("{\\\"password\\\":\\\"hunter2\\\"}", "{\\\"password\\\":\\\"***\\\"}"),
        ("password=hunter2", "password=***"),
        ("at postgresql://me:hunter2@db:5432/x?y=1", "at postgresql://***@db:5432/x?y=1"),
        ("https://hunter2@host/", "https://***@host/"),
        ("https://a:b@c@host/", "https://***@host/"),
        ("Authorization: Bearer hunter2\nHost: x", "Authorization: ***\nHost: x"),
        ("authorization=Basic aHVudGVyMjp4", "authorization=***"),
        ("sent Bearer eyJhbGciOiJIUzI1NiJ9.x.y", "sent Bearer ***"),
    ])
    func masks(text: String, clean: String) {
        #expect(Redactor.clean(text) == clean)
    }

    @Test(arguments: [
        "", "the run_1 was claimed", "cs_p_", "docs_p", "https://host/path?mail=a@b.org", "the bearer of news",
        "no password",
        "Grüße, 世界", "a:// b@c", "basic idea", "password:", "c", ":", "b",
    ])
    func leavesAlone(text: String) {
        #expect(Redactor.clean(text) == text)
    }

    @Test(arguments: [
        ("password", true), ("Authorization", true), ("api_token", true), ("token_id", false), ("run", false),
    ])
    func secretFields(name: String, isSecret: Bool) {
        #expect(Redactor.isSecret(field: name) == isSecret)
    }
}
