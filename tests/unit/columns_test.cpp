// What names say, held against labelled lists: tests/columns/*.tsv, one row a column: table, column, type, class.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "ringfence/columns.h"
#include "ringfence/engine.h"
#include "ringfence/policy_reader.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

struct Row {
  std::string table, column, type, expected;
};

std::vector<Row> rows_of(const std::string& name) {
  std::ifstream stream(std::string(RINGFENCE_SOURCE_DIR) + "/tests/columns/" + name);
  std::vector<Row> rows;
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    Row row;
    std::getline(fields, row.table, '\t');
    std::getline(fields, row.column, '\t');
    std::getline(fields, row.type, '\t');
    std::getline(fields, row.expected, '\t');
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string class_of(const Row& row) {
  const DataKind kind = classify_name(row.column, row.type, row.table);
  return std::string(to_string(kind.is_weak ? DataClass::kNone : kind.data_class));
}

void expect_all(const std::string& name, size_t least) {
  const std::vector<Row> rows = rows_of(name);
  EXPECT_GE(rows.size(), least);
  for (const Row& row : rows)
    EXPECT_EQ(class_of(row), row.expected) << row.table << "." << row.column << " " << row.type << ": "
                                           << classify_name(row.column, row.type, row.table).why;
}

TEST(ColumnNames, PersonalData) { expect_all("personal.tsv", 300); }
TEST(ColumnNames, Credentials) { expect_all("credentials.tsv", 300); }
TEST(ColumnNames, LookAlikes) { expect_all("lookalikes.tsv", 300); }

// Lists that were not made to fit: how many of the names that are found are right, and how many of them are found.
void expect_measured(const std::string& name, size_t least) {
  const std::vector<Row> rows = rows_of(name);
  EXPECT_GE(rows.size(), least);
  int found = 0, right = 0, wanted = 0;
  std::string misses;
  for (const Row& row : rows) {
    const std::string got = class_of(row);
    found += got != "none";
    wanted += row.expected != "none";
    right += got != "none" && got == row.expected;
    if (got != row.expected) misses += row.table + "." + row.column + " is " + row.expected + ", not " + got + "\n";
  }
  EXPECT_GE(right, 0.97 * found) << misses;
  EXPECT_GE(right, 0.95 * wanted) << misses;
}

TEST(ColumnNames, OfManyDomains) { expect_measured("domains.tsv", 1800); }
TEST(ColumnNames, OfPublicSchemas) { expect_measured("public.tsv", 900); }

TEST(ColumnNames, SayWhyAndHowToKeepThem) {
  const DataKind password = classify_name("password_hash", "text", "users");
  EXPECT_EQ(password.category, "credential.password");
  EXPECT_EQ(password.treatment, Treatment::kHashOnly);
  EXPECT_EQ(classify_name("smtp_password", "text", "mailboxes").treatment, Treatment::kReversible);
  EXPECT_EQ(classify_name("card_cvc", "text", "cards").treatment, Treatment::kProhibited);
  EXPECT_EQ(classify_name("email_count", "text", "users").why, "'count' is what the name speaks of, not 'email'");
  EXPECT_EQ(fides_key(classify_name("email", "text", "users").category), "user.contact.email");
  for (const std::string& category : data_categories()) EXPECT_FALSE(fides_key(category).empty()) << category;
}

TEST(ColumnNames, WithoutAnOwnerWeakOnesStayWeak) {
  EXPECT_TRUE(classify_name("name", "std::string", "").is_weak);
  EXPECT_FALSE(classify_name("name", "std::string", "Patient").is_weak);
  EXPECT_FALSE(classify_name("customerName", "std::string", "").is_weak);
  EXPECT_EQ(classify_name("email", "bool", "User").data_class, DataClass::kNone);
}

// A project whose policy and schema are these texts.
struct Schema {
  Schema(const std::string& sql, const std::string& toml) {
    reading = read_policy(std::make_shared<Source>("ringfence.toml", "[inputs]\nschema = [\"a.sql\"]\n" + toml), "/", {});
    sources.push_back(std::make_shared<Source>("a.sql", sql));
    schema = read_schema(sources);
    classes = classify_columns(*schema.catalog, reading.policy);
  }
  const DataKind& kind(const std::string& column) const {
    const Table& table = *schema.catalog->tables.at(0);
    return classes.of(table, table.column_index(column));
  }
  PolicyReading reading;
  std::vector<SourcePtr> sources;
  ringfence::Schema schema;
  ColumnClasses classes;
};

TEST(ColumnClasses, ThePolicyHasTheLastWord) {
  const Schema schema("CREATE TABLE people (note text, email text, code text, blob text);",
                      "[columns]\n\"people.note\" = \"personal.health\"\n\"people.email\" = \"none\"\npeople.code = \"credential\"\n");
  EXPECT_TRUE(schema.reading.mistakes.empty());
  EXPECT_EQ(schema.kind("note").category, "health");
  EXPECT_EQ(schema.kind("email").data_class, DataClass::kNone);
  EXPECT_EQ(schema.kind("code").data_class, DataClass::kCredential);
  EXPECT_EQ(schema.kind("code").because.source->path(), "ringfence.toml");
  EXPECT_EQ(schema.kind("blob").data_class, DataClass::kNone);
}

TEST(ColumnClasses, CommentsLabelsAndDomainsSayWhatANameDoesNot) {
  const Schema schema(
      "CREATE DOMAIN email_address AS text;\n"
      "CREATE TABLE rows_of_import (\n"
      "  f1 text, -- e-mail address of the applicant\n"
      "  f2 email_address,\n"
      "  f3 text,\n"
      "  f4 text,\n"
      "  f5 text, -- number of e-mails\n"
      "  phone text, -- not personal: the model of the phone\n"
      "  f6 text);\n"
      "COMMENT ON COLUMN rows_of_import.f3 IS 'API key';\n"
      "SECURITY LABEL FOR anon ON COLUMN rows_of_import.f4 IS 'MASKED WITH FUNCTION anon.fake_last_name()';\n",
      "");
  EXPECT_EQ(schema.kind("f1").category, "contact.email");
  EXPECT_EQ(schema.kind("f2").category, "contact.email");
  EXPECT_EQ(schema.kind("f3").category, "credential.api_key");
  EXPECT_EQ(schema.kind("f4").data_class, DataClass::kPersonal);
  EXPECT_EQ(schema.kind("f5").data_class, DataClass::kNone);
  EXPECT_EQ(schema.kind("f6").data_class, DataClass::kNone);
  EXPECT_EQ(schema.kind("phone").data_class, DataClass::kNone);
}

TEST(ColumnPolicy, MistakesPointAtWhatIsWrong) {
  const Schema schema("CREATE TABLE people (note text);",
                      "[columns]\n\"people.notes\" = \"personal\"\n\"peeple.note\" = \"none\"\n\"people.note\" = \"personel\"\n"
                      "[personal]\nallow = [\"contact.mail -> log\", \"contact.email -> logs\", \"contact.email\"]\nsinkz = []\n"
                      "[[recipients]]\nname = \"summaries\"\nhosts = [\"openrouter.ai\"]\ncategories = [\"kontact\"]\n[[recipients]]\nname = \"nobody\"\n");
  std::vector<std::string> said;
  for (const PolicyMistake& one : schema.reading.mistakes) said.push_back(one.what + " | " + one.advice);
  for (const PolicyMistake& one : check_columns(schema.reading.policy, *schema.schema.catalog)) said.push_back(one.what + " | " + one.advice);
  const auto has = [&](const std::string& text) {
    return std::any_of(said.begin(), said.end(), [&](const std::string& one) { return one.find(text) != std::string::npos; });
  };
  EXPECT_TRUE(has("table 'people' has no column 'notes' | did you mean 'note'?"));
  EXPECT_TRUE(has("the schema has no table 'peeple' | did you mean 'people'?"));
  EXPECT_TRUE(has("did you mean \"personal\"?"));
  EXPECT_TRUE(has("no category is called 'contact.mail' | did you mean 'contact.email'?"));
  EXPECT_TRUE(has("'logs' is nowhere that data goes | did you mean 'log'?"));
  EXPECT_TRUE(has("does not say what may go where"));
  EXPECT_TRUE(has("unknown key 'sinkz' in [personal] | did you mean 'sinks'?"));
  EXPECT_TRUE(has("no category is called 'kontact'"));
  EXPECT_TRUE(has("[[recipients]] needs a name and its hosts"));
}

TEST(ColumnPolicy, EveryWayOutHasAWordThatAllowsIt) {
  std::vector<std::string> words{std::string(kSqlLog), std::string(kStatementLog)};
  for (const Channel one : kChannels) words.emplace_back(to_string(one));
  for (const std::string& word : words) {
    const Schema schema("CREATE TABLE people (note text);", "[personal]\nallow = [\"contact -> " + word + " in billing::*\"]\n");
    EXPECT_TRUE(schema.reading.mistakes.empty()) << word;
    const Policy::Personal& personal = schema.reading.policy.personal;
    for (const std::string& other : words)
      EXPECT_EQ(personal.allows("contact.email", other, "crm::billing::send"), other == word) << word << " " << other;
    EXPECT_FALSE(personal.allows("contacts", word, "billing::send"));
    EXPECT_FALSE(personal.allows("name.last", word, "billing::send"));
    EXPECT_FALSE(personal.allows("contact.email", word, "prebilling::send"));
  }
}

TEST(CredentialLiterals, AreFoundWhereTheyStandAndMasked) {
  const std::string sql = "SELECT pgp_sym_encrypt(name, 'vT9-mango-Lattice'), 'vT9' FROM people";
  const Source source("a.sql", sql);
  SqlText text;
  text.text = sql;
  text.source = &source;
  text.pieces.push_back({0, 0, true, nullptr});
  const std::vector<CredentialLiteral> found = find_credential_literals(text);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(source.text(found[0].at.span), "vT9-mango-Lattice");
  EXPECT_EQ(without_secrets(text), "SELECT pgp_sym_encrypt(name, '*****************'), 'vT9' FROM people");
}

}  // namespace

}  // namespace ringfence
