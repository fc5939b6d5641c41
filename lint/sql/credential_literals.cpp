// Keys, passwords and connection strings in the text of a statement: by where they stand, and by what they look like.
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "lint/sql/lex.h"
#include "ringfence/lower_case.h"
#include "ringfence/secret_text.h"
#include "ringfence/sql_front_end.h"

namespace ringfence {

namespace {

using sql::Lexer;
using sql::Token;
using sql::TokenKind;

// Functions and which of their arguments is a key, from 1.
struct KeyArgument {
  std::string_view function;
  int argument;
};
constexpr std::array kKeyArguments = std::to_array<KeyArgument>({{"pgp_sym_encrypt", 2}, {"pgp_sym_encrypt_bytea", 2}, {"pgp_sym_decrypt", 2}, {"pgp_sym_decrypt_bytea", 2},
                                                                 {"pgp_pub_decrypt", 3}, {"pgp_pub_decrypt_bytea", 3}, {"encrypt", 2}, {"decrypt", 2}, {"encrypt_iv", 2}, {"decrypt_iv", 2},
                                                                 {"hmac", 2}, {"create_secret", 1}, {"crypto_secretbox", 3}});

class LiteralFinder {
 public:
  LiteralFinder(const SqlText& text, std::vector<CredentialLiteral>& found) : text_(text), found_(found) {}

  void search(uint32_t begin, uint32_t end, int depth) {
    std::vector<Token> tokens;
    Lexer lexer(std::string_view(text_.text).substr(0, end), begin);
    for (Token token = lexer.next_code(); token.kind != TokenKind::kEnd; token = lexer.next_code()) tokens.push_back(token);
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::kDollarString && depth < 3) {
        const Span inner = content(tokens[i]);
        if (const auto secret = secret_in(value(tokens[i])); secret && secret->what == "a private key") add(secret->what, inner);
        else search(inner.begin, inner.end, depth + 1);
      } else if (tokens[i].kind == TokenKind::kString) {
        string(tokens, i);
      }
    }
  }

 private:
  std::string word(const Token& token) const {
    return token.kind == TokenKind::kWord ? lower_case(std::string_view(text_.text).substr(token.begin, token.end - token.begin)) : std::string();
  }
  char sign(const Token& token) const { return token.kind == TokenKind::kPunctuation ? text_.text[token.begin] : ' '; }

  Span content(const Token& token) const {
    const char quote = token.kind == TokenKind::kDollarString ? '$' : '\'';
    size_t begin = text_.text.find(quote, token.begin) + 1;
    if (quote == '$') begin = text_.text.find('$', begin) + 1;
    const size_t tail = quote == '$' ? begin - token.begin : 1;
    return {static_cast<uint32_t>(begin), std::max(static_cast<uint32_t>(begin), token.end - static_cast<uint32_t>(tail))};
  }
  std::string_view value(const Token& token) const {
    const Span inner = content(token);
    return std::string_view(text_.text).substr(inner.begin, inner.end - inner.begin);
  }

  void add(std::string what, Span at, bool is_certain = true) {
    if (at.end > at.begin) found_.push_back({std::move(what), text_.place(at.begin, at.end), is_certain});
  }

  void string(const std::vector<Token>& tokens, size_t index) {
    const std::string_view text = value(tokens[index]);
    const Span at = content(tokens[index]);
    if (text.empty() || is_stand_in(text)) return;
    if (const std::string where = by_place(tokens, index); !where.empty()) return add(where, at);
    if (const auto secret = secret_in(text))
      add(secret->what, {at.begin + static_cast<uint32_t>(secret->begin), at.begin + static_cast<uint32_t>(secret->end)}, secret->is_certain);
  }

  // What a literal is by where it stands; empty: nothing secret.
  std::string by_place(const std::vector<Token>& tokens, size_t index) const {
    const std::string before = index > 0 ? word(tokens[index - 1]) : std::string();
    const size_t first = statement_begin(tokens, index);
    const std::string verb = word(tokens[first]), object = first + 1 < tokens.size() ? word(tokens[first + 1]) : std::string();
    const bool defines = verb == "create" || verb == "alter";
    const bool is_role = object == "role" || object == "user" || object == "group";
    const std::string_view text = value(tokens[index]);
    if (defines && before == "password" && (is_role || object == "server" || object == "foreign"))
      return text.starts_with("SCRAM-SHA-256$") ? "" : "a password in " + upper(verb + " " + object);
    if (is_setting(tokens, index)) return "a secret among the settings";
    return by_argument(tokens, index);
  }

  static std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
  }

  size_t statement_begin(const std::vector<Token>& tokens, size_t index) const {
    while (index > 0 && sign(tokens[index - 1]) != ';') {
      --index;
      // A block of PL/pgSQL: the statement begins behind the word.
      const std::string one = word(tokens[index]);
      if (one == "begin" || one == "then" || one == "else" || one == "loop") return index + 1;
    }
    return index;
  }

  static bool names_secret(const std::string& name) {
    for (const std::string_view ending : {"_key", "secret", "password", "_token", "passphrase"})
      if (name.ends_with(ending)) return !name.ends_with("public_key");
    return false;
  }

  // SET app.jwt_secret = '…', ALTER DATABASE … SET app.key TO '…', set_config('app.key', '…', …).
  bool is_setting(const std::vector<Token>& tokens, size_t index) const {
    if (index < 2) return false;
    const Token& link = tokens[index - 1];
    const std::string_view sign_text = std::string_view(text_.text).substr(link.begin, link.end - link.begin);
    const std::string name = word(tokens[index - 2]);
    if ((sign_text == "=" || word(link) == "to") && names_secret(name) && index >= 4) {
      // Only of a setting with a prefix: `password = 'x'` in a predicate is none.
      return sign(tokens[index - 3]) == '.' && index >= 5 && word(tokens[index - 5]) == "set";
    }
    return index >= 4 && sign(link) == ',' && tokens[index - 2].kind == TokenKind::kString && names_secret(lower_case(value(tokens[index - 2]))) &&
           word(tokens[index - 4]) == "set_config";
  }

  std::string by_argument(const std::vector<Token>& tokens, size_t index) const {
    int depth = 0, argument = 1;
    for (size_t i = index; i-- > 0;) {
      const char c = sign(tokens[i]);
      if (c == ';') break;
      if (c == ')' || c == ']') ++depth;
      if (c == ',' && depth == 0) ++argument;
      if ((c == '(' || c == '[') && depth-- == 0) {
        const std::string function = i > 0 ? word(tokens[i - 1]) : std::string();
        for (const KeyArgument& one : kKeyArguments)
          if (one.function == function && one.argument == argument) return "the key of " + function + "()";
        break;
      }
    }
    return {};
  }

  const SqlText& text_;
  std::vector<CredentialLiteral>& found_;
};

}  // namespace

std::vector<CredentialLiteral> find_credential_literals(const SqlText& text) {
  std::vector<CredentialLiteral> found;
  // Most statements have no quote at all.
  if (text.text.find('\'') == std::string::npos && text.text.find('$') == std::string::npos) return found;
  LiteralFinder(text, found).search(0, static_cast<uint32_t>(text.text.size()), 0);
  return found;
}

std::string without_secrets(const SqlText& text) {
  // As if it were a file of its own: places are then places in the text.
  const Source alone(std::string(), text.text);
  SqlText copy;
  copy.text = text.text;
  copy.source = &alone;
  copy.pieces.push_back({0, 0, true, nullptr});
  std::string masked = text.text;
  for (const CredentialLiteral& literal : find_credential_literals(copy))
    std::fill(masked.begin() + literal.at.span.begin, masked.begin() + literal.at.span.end, '*');
  return masked;
}

}  // namespace ringfence
