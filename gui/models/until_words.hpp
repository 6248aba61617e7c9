#pragma once

#include <QCborArray>
#include <QString>
#include <vector>

namespace forlopp::console {

/// Something that a run can be made to stop at, as it is written, and what it means.
struct UntilWord {
  QString text{};
  QString meaning{};
};

/// An example of each form, then one for each metric that the exchange knows (`metrics` of hello).
std::vector<UntilWord> until_words(const QCborArray& metrics);
/// All of them as a page of rich text.
QString until_help(const std::vector<UntilWord>& words);

}  // namespace forlopp::console
