#include "scenarios/engine/plot_delay.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "runtime/random.hpp"
#include "scenarios/engine/plot_canvas.hpp"
#include "scenarios/engine/report_text.hpp"

namespace forlopp::scenario {

namespace {

using runtime::portable_exp;
using runtime::portable_log;

constexpr PlotArea area{44, 44, 456, 178};
constexpr double bin_width = 0.6931471805599453 / 4;  // A quarter of an octave, in nepers.
constexpr double shortest = 1e3;                      // Nanoseconds; what is below is drawn there.

double log_of(Duration delay) {
  return portable_log(std::max(shortest, static_cast<double>(delay.count())));
}

/// Shares of the delays in bins of equal logarithmic width.
struct Bins {
  double low = 0;  // Logarithm of nanoseconds.
  std::vector<double> shares;

  double high() const { return low + bin_width * static_cast<double>(shares.size()); }
};

Bins empty_bins(const DelayDistribution& delay) {
  double high = log_of(delay.most);
  double low = log_of(delay.least);
  if (delay.target) high = std::max(high, log_of(delay.target->p95));
  low = std::max(low, high - 9 * 2.302585092994046);
  const auto first = static_cast<long>(low / bin_width) - 1;
  const auto last = static_cast<long>(high / bin_width) + 2;
  return {static_cast<double>(first) * bin_width,
          std::vector<double>(static_cast<std::size_t>(last - first), 0.0)};
}

/// A bucket's delays lie evenly on the logarithmic axis.
void spread(Bins& bins, double from, double to, double share) {
  const double length = std::max(to - from, 1e-9);
  for (std::size_t i = 0; i < bins.shares.size(); ++i) {
    const double bin_from = bins.low + bin_width * static_cast<double>(i);
    const double overlap = std::min(to, bin_from + bin_width) - std::max(from, bin_from);
    if (overlap > 0) bins.shares[i] += share * std::min(1.0, overlap / length);
  }
}

Bins bins_of(const DelayDistribution& delay) {
  auto bins = empty_bins(delay);
  for (const auto& bucket : delay.buckets) {
    const double to = std::min(log_of(bucket.upper), log_of(delay.most));
    const double from = std::max(log_of(bucket.upper) - 0.12, log_of(delay.least));
    const double share = static_cast<double>(bucket.count) / static_cast<double>(delay.count);
    spread(bins, std::min(from, to - 1e-9), to, share);
  }
  return bins;
}

void draw_bars(SvgCanvas& canvas, const Bins& bins, const Scale& x) {
  const double most = std::max(1e-9, std::ranges::max(bins.shares));
  const Scale y{{0, most}, {area.bottom, area.top + 8}};
  for (std::size_t i = 0; i < bins.shares.size(); ++i) {
    if (bins.shares[i] <= 0) continue;
    const double from = portable_exp(bins.low + bin_width * static_cast<double>(i));
    const double to = from * portable_exp(bin_width);
    const auto as_delay = [](double ns) {
      return delay_text(Duration{static_cast<long long>(ns)});
    };
    const auto tooltip =
        fmt::format("{} to {}: {:.2f} %", as_delay(from), as_delay(to), 100 * bins.shares[i]);
    canvas.box({x.at(from) + 0.5, y.at(bins.shares[i]), x.at(to) - 0.5, area.bottom}, "c1 fill",
               tooltip);
  }
}

struct Mark {
  Duration at;
  std::string_view text;
  double row = 0;
};

void draw_marks(SvgCanvas& canvas, const DelayDistribution& delay, const Scale& x) {
  double row = area.top;
  double last = -100;
  for (const auto& mark :
       {Mark{delay.p50, "50 %"}, Mark{delay.p95, "95 %"}, Mark{delay.p99, "99 %"}}) {
    const double at = x.at(static_cast<double>(mark.at.count()));
    row = at - last < 30 ? row - 11 : area.top;
    last = at;
    canvas.line({at, row + 3}, {at, area.bottom}, "mark");
    canvas.text({at, row}, mark.text, "middle small");
  }
  if (!delay.target || delay.target->p95.count() == 0) return;
  const double at = x.at(static_cast<double>(delay.target->p95.count()));
  canvas.line({at, 26}, {at, area.bottom}, "target");
  canvas.text({std::min(at, area.right - 24), 21}, "target 95 %", "middle small");
}

}  // namespace

std::string delay_plot(const DelayDistribution& delay) {
  if (delay.count == 0 || delay.buckets.empty()) return {};
  const auto bins = bins_of(delay);
  SvgCanvas canvas{470, 206, "Distribution of the delay: " + delay.name};
  const Scale x{{portable_exp(bins.low), portable_exp(bins.high())},
                {area.left, area.right},
                Spacing::logarithmic};
  canvas.text({area.left, 14}, delay.name, "strong");
  draw_bars(canvas, bins, x);
  draw_marks(canvas, delay, x);
  canvas.line({area.left, area.bottom}, {area.right, area.bottom}, "axis");
  for (const double tick : x.ticks(9)) {
    const auto seconds = tick / 1e9;
    const auto text = seconds >= 1      ? tick_text(seconds) + " s"
                      : seconds >= 1e-3 ? tick_text(seconds * 1e3) + " ms"
                                        : tick_text(seconds * 1e6) + " us";
    canvas.tick_below(area, x.at(tick), text);
  }
  return canvas.take();
}

}  // namespace forlopp::scenario
