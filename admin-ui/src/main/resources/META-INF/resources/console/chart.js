// A line over the last minutes, drawn by Chart.js, with its table twin. Gaps stay gaps.
(() => {
  const pad = (n) => String(n).padStart(2, '0');
  const clock = (ms) => { const d = new Date(ms); return `${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())}`; };
  const grouped = (value) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Custom properties with light-dark() are only resolved on real properties: ask a probe.
  function resolved(host, name) {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    host.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value || color(name);
  }

  class RateChart extends HTMLElement {
    connectedCallback() {
      this.points ??= [];
      this.repaint = () => this.colors();
      window.addEventListener('tn-theme', this.repaint);
      this.dark = matchMedia('(prefers-color-scheme: dark)');
      this.dark.addEventListener('change', this.repaint);
      if (!this.chart) this.build();
    }

    disconnectedCallback() {
      window.removeEventListener('tn-theme', this.repaint);
      this.dark.removeEventListener('change', this.repaint);
      this.chart?.destroy();
      this.chart = null;
    }

    build() {
      this.innerHTML = '<div class="canvas"><canvas role="img"></canvas></div><div class="twin" hidden tabindex="0"></div>';
      const label = this.getAttribute('label');
      const unit = this.getAttribute('unit');
      this.span = Number(this.getAttribute('seconds')) * 1000;
      this.querySelector('canvas').setAttribute('aria-label', `${label} over time in ${unit}; the table has the values`);
      this.chart = new Chart(this.querySelector('canvas'), {
        type: 'line',
        data: { datasets: [{ data: [], parsing: false, spanGaps: false, pointRadius: 0, pointHitRadius: 8, borderWidth: 1.5, tension: 0, fill: 'origin' }] },
        options: {
          animation: false,
          maintainAspectRatio: false,
          interaction: { mode: 'nearest', axis: 'x', intersect: false },
          plugins: {
            legend: { display: false },
            tooltip: {
              displayColors: false,
              callbacks: { title: (items) => `${clock(items[0].parsed.x)} UTC`, label: (item) => `${grouped(item.parsed.y)} ${unit}` },
            },
          },
          scales: {
            x: {
              type: 'linear', border: { display: false }, grid: { display: false },
              afterBuildTicks: (axis) => {
                const step = 60000;
                axis.ticks = [];
                for (let t = Math.ceil(axis.min / step) * step; t <= axis.max; t += step) axis.ticks.push({ value: t });
              },
              ticks: { callback: (value) => clock(value).slice(0, 5), maxRotation: 0 },
            },
            y: {
              beginAtZero: true, suggestedMax: 10, border: { display: false },
              title: { display: true, text: unit },
              ticks: { maxTicksLimit: 5, callback: (value) => grouped(value) },
            },
          },
        },
      });
      this.colors();
      this.draw();
    }

    colors() {
      if (!this.chart) return;
      const [ink, line, grid] = ['--tn-muted', '--tn-series-1', '--tn-line'].map((name) => resolved(this, name));
      const { x, y } = this.chart.options.scales;
      x.ticks.color = y.ticks.color = y.title.color = ink;
      y.grid = { color: grid, drawTicks: false };
      const font = { size: 11, family: getComputedStyle(this).fontFamily };
      x.ticks.font = y.ticks.font = y.title.font = font;
      const set = this.chart.data.datasets[0];
      set.borderColor = line;
      set.backgroundColor = `color-mix(in srgb, ${line} 10%, transparent)`;
      const fill = line.match(/\d+(\.\d+)?/g);
      if (fill) set.backgroundColor = `rgba(${fill.slice(0, 3).join(',')},0.08)`;
      this.chart.update();
    }

    replace(points) {
      this.points = points;
      this.draw();
    }

    extend(points) {
      const newest = this.points.at(-1)?.millis ?? 0;
      this.points.push(...points.filter((point) => point.millis > newest));
      const oldest = (this.points.at(-1)?.millis ?? 0) - this.span;
      while (this.points.length && this.points[0].millis < oldest) this.points.shift();
      this.draw();
    }

    draw() {
      if (!this.chart || document.hidden) return;
      const end = this.points.at(-1)?.millis ?? Date.now();
      this.chart.options.scales.x.min = end - this.span;
      this.chart.options.scales.x.max = end;
      this.chart.data.datasets[0].data = this.points.map((point) => ({ x: point.millis, y: point.rate ?? NaN }));
      this.chart.update();
      this.table();
    }

    showTable(show) {
      this.querySelector('.twin').hidden = !show;
      this.querySelector('.canvas').hidden = show;
      this.table();
    }

    table() {
      const twin = this.querySelector('.twin');
      if (twin.hidden) return;
      const rows = this.points.slice(-120).reverse().map((point) =>
        `<tr><td>${clock(point.millis)}</td><td>${point.rate == null ? 'no figure' : grouped(point.rate)}</td></tr>`);
      twin.innerHTML = `<table><thead><tr><th scope="col">Time, UTC</th><th scope="col">${this.getAttribute('unit')}</th></tr></thead>`
        + `<tbody>${rows.join('')}</tbody></table>`;
    }
  }
  customElements.define('tn-chart', RateChart);

  // Chart of an answer: a line over time, or bars over names. The grid is its table twin.
  class ResultChart extends HTMLElement {
    connectedCallback() {
      this.repaint = () => this.colors();
      window.addEventListener('tn-theme', this.repaint);
      this.dark = matchMedia('(prefers-color-scheme: dark)');
      this.dark.addEventListener('change', this.repaint);
    }

    disconnectedCallback() {
      window.removeEventListener('tn-theme', this.repaint);
      this.dark.removeEventListener('change', this.repaint);
      this.chart?.destroy();
      this.chart = null;
    }

    show(choice) {
      this.innerHTML = '<canvas role="img"></canvas>';
      const canvas = this.querySelector('canvas');
      canvas.setAttribute('aria-label', `${choice.line ? 'Lines' : 'Bars'} of ${choice.series.join(', ')} over ${choice.axis}; the grid has the values`);
      const label = (millis) => new Date(millis).toISOString().replace('T', ' ').replace(/:\d\d\.\d+Z$/, '').replace(/ 00:00$/, '');
      const points = choice.points;
      this.chart = new Chart(canvas, {
        type: choice.line ? 'line' : 'bar',
        data: {
          labels: choice.line ? undefined : points.map((point) => point.label),
          datasets: choice.series.map((name, i) => ({
            label: name, borderWidth: choice.line ? 1.5 : 0, pointRadius: choice.line && points.length < 60 ? 2 : 0, pointHitRadius: 8, spanGaps: false,
            maxBarThickness: 48,
            data: points.map((point) => choice.line ? { x: point.millis, y: point.values[i] ?? NaN } : point.values[i]),
          })),
        },
        options: {
          animation: false,
          maintainAspectRatio: false,
          parsing: choice.line ? false : undefined,
          interaction: { mode: choice.line ? 'nearest' : 'index', axis: 'x', intersect: false },
          plugins: {
            legend: { display: choice.series.length > 1, position: 'top', align: 'start', labels: { boxWidth: 12, boxHeight: 2 } },
            tooltip: { callbacks: choice.line ? { title: (items) => `${label(items[0].parsed.x)} UTC` } : {} },
          },
          scales: {
            x: choice.line
              ? { type: 'linear', min: points[0]?.millis, max: points.at(-1)?.millis, ticks: { callback: (value) => label(value), maxTicksLimit: 8, maxRotation: 0 },
                title: { display: true, text: `${choice.axis}, UTC` } }
              : { ticks: { autoSkip: true, maxRotation: 60 }, title: { display: true, text: choice.axis }, grid: { display: false } },
            y: { beginAtZero: !choice.line, title: { display: true, text: choice.series.join(', ') }, ticks: { maxTicksLimit: 7, callback: (value) => grouped(value) } },
          },
        },
      });
      this.colors();
    }

    colors() {
      if (!this.chart) return;
      const [ink, grid] = ['--tn-muted', '--tn-line'].map((name) => resolved(this, name));
      const font = { size: 11, family: getComputedStyle(this).fontFamily };
      for (const axis of Object.values(this.chart.options.scales)) {
        axis.ticks.color = axis.title.color = ink;
        axis.ticks.font = axis.title.font = font;
        axis.border = { display: false };
        if (axis.grid?.display !== false) axis.grid = { color: grid, drawTicks: false };
      }
      this.chart.options.plugins.legend.labels.color = ink;
      this.chart.data.datasets.forEach((set, i) => {
        set.borderColor = set.backgroundColor = resolved(this, `--tn-series-${i + 1}`);
      });
      this.chart.update();
    }
  }
  customElements.define('tn-result-chart', ResultChart);
})();
