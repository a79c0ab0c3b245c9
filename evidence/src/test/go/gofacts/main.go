// SPDX-License-Identifier: Apache-2.0

// Command gofacts prints what go/parser sees in a tree, one fact a line, for
// the test that compares it with Demarc's own parser (gofacts -sources|-testdata DIR):
//
//	path <TAB> CALL|LIT|FUNC|FLIT|IMP|ERR <TAB> start <TAB> end <TAB> name
//
// with byte offsets. The name is empty where the syntax has none.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	withTestData := os.Args[1] == "-testdata"
	root := os.Args[2]
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && entry.Name() == "testdata" && !withTestData {
			return filepath.SkipDir
		}
		if !entry.Type().IsRegular() || !isGo(path) {
			return nil
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		facts(out, path, rel)
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func isGo(path string) bool {
	switch filepath.Ext(path) {
	case ".go", ".go2", ".src":
		return true
	}
	return false
}

func facts(out *bufio.Writer, path, rel string) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		fmt.Fprintf(out, "%s\tERR\t0\t0\t\n", rel)
		return
	}
	offset := func(pos token.Pos) int { return set.PositionFor(pos, false).Offset }
	print := func(kind string, node ast.Node, name string) {
		name = strings.NewReplacer("\n", "\\n", "\r", "").Replace(name)
		fmt.Fprintf(out, "%s\t%s\t%d\t%d\t%s\n", rel, kind, offset(node.Pos()), offset(node.End()), name)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.CallExpr:
			print("CALL", x, qualified(x.Fun))
		case *ast.CompositeLit:
			if x.Type != nil {
				print("LIT", x, qualified(x.Type))
			}
		case *ast.FuncDecl:
			print("FUNC", x, x.Name.Name)
		case *ast.FuncLit:
			print("FLIT", x, "")
		case *ast.ImportSpec:
			print("IMP", x, x.Path.Value)
		}
		return true
	})
}

// qualified is "pkg.Name" for a selector on a name, "Name" for a name, else empty.
func qualified(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		if id, ok := x.X.(*ast.Ident); ok {
			return id.Name + "." + x.Sel.Name
		}
	}
	return ""
}
